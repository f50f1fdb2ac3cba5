import { Module } from '@nestjs/common';
import { AssessmentsModule } from '../assessments/assessments.module.js';
import { DueListController } from './due-list.controller.js';
import { DueListService } from './due-list.service.js';
import { DueReassessmentsSweep } from './due-reassessments.sweep.js';
import { PolicyController } from './policy.controller.js';
import { PolicyService } from './policy.service.js';
import { ReassessmentService } from './reassessment.service.js';
import { SendReassessmentsWorker } from './send-reassessments.worker.js';

@Module({
  imports: [AssessmentsModule],
  controllers: [PolicyController, DueListController],
  providers: [ReassessmentService, PolicyService, DueListService, DueReassessmentsSweep, SendReassessmentsWorker],
  exports: [PolicyService, ReassessmentService],
})
export class ReassessmentModule {}
