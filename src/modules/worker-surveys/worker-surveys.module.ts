import { Module } from '@nestjs/common';
import { ScoringQueueModule } from '../scoring/scoring-queue.module.js';
import { ScoringModule } from '../scoring/scoring.module.js';
import { SignalsModule } from '../signals/signals.module.js';
import { CountSurveysWorker } from './count-surveys.worker.js';
import { EndedSurveysSweep } from './ended-surveys.sweep.js';
import { PublicSurveyController } from './public-survey.controller.js';
import { PublicSurvey } from './public-survey.service.js';
import { SurveyEnding } from './survey-ending.service.js';
import { SurveyFlood } from './survey-flood.service.js';
import { SurveyForms } from './survey-forms.service.js';
import { SurveyHandoutController } from './survey-handout.controller.js';
import { SurveyHandout } from './survey-handout.service.js';
import { SurveyQuestions } from './survey-questions.service.js';
import { SurveyRecords } from './survey-records.service.js';
import { SurveyResults } from './survey-results.service.js';
import { SurveySignals } from './survey-signals.service.js';
import { WorkerSurveysController } from './worker-surveys.controller.js';
import { WorkerSurveysService } from './worker-surveys.service.js';

/** Surveys that workers answer by an anonymous link, and the held signal that comes of each. */
@Module({
  imports: [ScoringModule, ScoringQueueModule, SignalsModule],
  controllers: [WorkerSurveysController, SurveyHandoutController, PublicSurveyController],
  providers: [
    CountSurveysWorker,
    EndedSurveysSweep,
    PublicSurvey,
    SurveyEnding,
    SurveyFlood,
    SurveyForms,
    SurveyHandout,
    SurveyQuestions,
    SurveyRecords,
    SurveyResults,
    SurveySignals,
    WorkerSurveysService,
  ],
})
export class WorkerSurveysModule {}
