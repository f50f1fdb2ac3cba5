import { Module } from '@nestjs/common';
import { ReassessmentModule } from '../reassessment/reassessment.module.js';
import { ScoringQueueModule } from '../scoring/scoring-queue.module.js';
import { ScoringModule } from '../scoring/scoring.module.js';
import { AdoptingService } from './adopting.service.js';
import { DueMethodsSweep } from './due-methods.sweep.js';
import { ImpactBases } from './impact-bases.service.js';
import { ImpactExportService } from './impact-export.service.js';
import { ImpactRun } from './impact-run.service.js';
import { ImpactStart } from './impact-start.service.js';
import { ImpactController } from './impact.controller.js';
import { ImpactService } from './impact.service.js';
import { LookedAt } from './looked-at.service.js';
import { MethodEntry } from './method-entry.service.js';
import { MethodMaker } from './method-maker.service.js';
import { MethodReader } from './method-reader.service.js';
import { MethodsController } from './methods.controller.js';
import { MethodsService } from './methods.service.js';
import { RunImpactWorker } from './run-impact.worker.js';
import { TendMethodsWorker } from './tend-methods.worker.js';

/** A tenant's methods: drafted, looked at, adopted from a day on, and retired by the next. */
@Module({
  imports: [ReassessmentModule, ScoringModule, ScoringQueueModule],
  controllers: [MethodsController, ImpactController],
  providers: [
    AdoptingService,
    DueMethodsSweep,
    ImpactBases,
    ImpactExportService,
    ImpactRun,
    ImpactService,
    ImpactStart,
    LookedAt,
    MethodEntry,
    MethodMaker,
    MethodReader,
    MethodsService,
    RunImpactWorker,
    TendMethodsWorker,
  ],
})
export class MethodsModule {}
