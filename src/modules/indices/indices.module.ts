import { Module } from '@nestjs/common';
import { ScoringQueueModule } from '../scoring/scoring-queue.module.js';
import { EditionChanges } from './edition-changes.service.js';
import { IndexEditionsController } from './index-editions.controller.js';
import { IndexEditionsService } from './index-editions.service.js';
import { LoadEditionService } from './load-edition.service.js';
import { TouchedSites } from './touched-sites.service.js';

@Module({
  imports: [ScoringQueueModule],
  controllers: [IndexEditionsController],
  providers: [EditionChanges, IndexEditionsService, LoadEditionService, TouchedSites],
})
export class IndicesModule {}
