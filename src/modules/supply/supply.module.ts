import { Module } from '@nestjs/common';
import { ScoringQueueModule } from '../scoring/scoring-queue.module.js';
import { SuppliersModule } from '../suppliers/suppliers.module.js';
import { ChainsController } from './chains.controller.js';
import { ChainsService } from './chains.service.js';
import { ProductChainsService } from './product-chains.service.js';
import { SupplyGraphModule } from './supply-graph.module.js';
import { SupplyLinksController } from './supply-links.controller.js';
import { SupplyLinksService } from './supply-links.service.js';

@Module({
  imports: [SupplyGraphModule, ScoringQueueModule, SuppliersModule],
  controllers: [SupplyLinksController, ChainsController],
  providers: [SupplyLinksService, ChainsService, ProductChainsService],
})
export class SupplyModule {}
