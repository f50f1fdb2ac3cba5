import { Module } from '@nestjs/common';
import { OverridesModule } from '../overrides/overrides.module.js';
import { ReassessmentModule } from '../reassessment/reassessment.module.js';
import { RemediationModule } from '../remediation/remediation.module.js';
import { SignalsModule } from '../signals/signals.module.js';
import { SupplyGraphModule } from '../supply/supply-graph.module.js';
import { ChangedContentSweep } from './changed-content.sweep.js';
import { DueScoresSweep } from './due-scores.sweep.js';
import { InsightController } from './insight.controller.js';
import { InsightService } from './insight.service.js';
import { Inheritance } from './inheritance.service.js';
import { NoticeContentWorker } from './notice-content.worker.js';
import { LatestScoresController } from './portfolio/latest-scores.controller.js';
import { LatestScoresService } from './portfolio/latest-scores.service.js';
import { RescoringsController } from './portfolio/rescorings.controller.js';
import { RescoringsService } from './portfolio/rescorings.service.js';
import { ScoreDueSitesWorker } from './score-due-sites.worker.js';
import { ScoreRecords } from './score-records.service.js';
import { ScoresController } from './scores.controller.js';
import { ScoresService } from './scores.service.js';
import { ScoringContents } from './scoring-contents.service.js';
import { ScoringQueueModule } from './scoring-queue.module.js';
import { ScoringService } from './scoring.service.js';
import { SiteAnswersService } from './site-answers.service.js';
import { SiteReading } from './site-reading.service.js';
import { SiteReviews } from './site-reviews.service.js';
import { SupplierScoreController } from './supplier-view/supplier-score.controller.js';
import { SupplierScoreService } from './supplier-view/supplier-score.service.js';
import { TrialScores } from './trial-scores.service.js';

@Module({
  imports: [OverridesModule, RemediationModule, ReassessmentModule, ScoringQueueModule, SignalsModule, SupplyGraphModule],
  controllers: [LatestScoresController, ScoresController, InsightController, RescoringsController, SupplierScoreController],
  providers: [
    ScoringContents,
    ScoringService,
    SiteReviews,
    ScoreRecords,
    Inheritance,
    ScoresService,
    SiteAnswersService,
    LatestScoresService,
    RescoringsService,
    SupplierScoreService,
    TrialScores,
    SiteReading,
    InsightService,
    ScoreDueSitesWorker,
    DueScoresSweep,
    NoticeContentWorker,
    ChangedContentSweep,
  ],
  exports: [ScoringContents, SiteAnswersService, TrialScores],
})
export class ScoringModule {}
