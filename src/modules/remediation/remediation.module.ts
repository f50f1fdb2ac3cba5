import { Module } from '@nestjs/common';
import { ScoringQueueModule } from '../scoring/scoring-queue.module.js';
import { ActionWorkService } from './action-work.service.js';
import { ActionsController } from './actions.controller.js';
import { ActionsService } from './actions.service.js';
import { FindingsController } from './findings.controller.js';
import { FindingsService } from './findings.service.js';
import { PlansService } from './plans.service.js';
import { RepaymentsController } from './repayments.controller.js';
import { RepaymentsService } from './repayments.service.js';
import { RespondPlanController } from './respond-plan.controller.js';
import { VerificationService } from './verification.service.js';
import { VerifiedAnswersService } from './verified-answers.service.js';

@Module({
  imports: [ScoringQueueModule],
  controllers: [FindingsController, ActionsController, RepaymentsController, RespondPlanController],
  providers: [
    PlansService,
    FindingsService,
    ActionsService,
    ActionWorkService,
    VerifiedAnswersService,
    VerificationService,
    RepaymentsService,
  ],
  exports: [PlansService],
})
export class RemediationModule {}
