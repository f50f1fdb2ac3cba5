import { Module } from '@nestjs/common';
import { AssessmentsModule } from '../assessments/assessments.module.js';
import { SuppliersModule } from '../suppliers/suppliers.module.js';
import { CampaignFilters } from './campaign-filter.service.js';
import { CampaignSteps } from './campaign-steps.service.js';
import { CampaignTerms } from './campaign-terms.service.js';
import { CampaignsController } from './campaigns.controller.js';
import { CampaignsService } from './campaigns.service.js';
import { PreviewService } from './preview.service.js';
import { ProgressService } from './progress.service.js';
import { SendCampaignWorker } from './send-campaign.worker.js';
import { SendingCampaignsSweep } from './sending-campaigns.sweep.js';
import { SteeringService } from './steering.service.js';
import { TakeUpCampaignsWorker } from './take-up-campaigns.worker.js';

/** Rounds to many sites at once: chosen by filter, sent through the queue, watched, paused and closed. */
@Module({
  imports: [AssessmentsModule, SuppliersModule],
  controllers: [CampaignsController],
  providers: [
    CampaignFilters,
    CampaignSteps,
    CampaignTerms,
    CampaignsService,
    PreviewService,
    ProgressService,
    SendCampaignWorker,
    SendingCampaignsSweep,
    SteeringService,
    TakeUpCampaignsWorker,
  ],
})
export class CampaignsModule {}
