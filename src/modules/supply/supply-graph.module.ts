import { Module } from '@nestjs/common';
import { SupplyGraph } from './supply-graph.service.js';

/** Apart from the module of the links, so that scoring, and whoever archives a site, can ask who is behind whom. */
@Module({ providers: [SupplyGraph], exports: [SupplyGraph] })
export class SupplyGraphModule {}
