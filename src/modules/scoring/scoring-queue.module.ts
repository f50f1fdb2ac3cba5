import { Module } from '@nestjs/common';
import { SupplyGraphModule } from '../supply/supply-graph.module.js';
import { ContentChanges } from './content-changes.service.js';
import { ScoringQueue } from './scoring-queue.service.js';

/** Apart from the scoring module, so that everyone whose changes count can ask for a score without knowing how one is made. */
@Module({ imports: [SupplyGraphModule], providers: [ContentChanges, ScoringQueue], exports: [ContentChanges, ScoringQueue] })
export class ScoringQueueModule {}
