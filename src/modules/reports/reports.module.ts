import { Module } from '@nestjs/common';
import { OverridesModule } from '../overrides/overrides.module.js';
import { ScoringModule } from '../scoring/scoring.module.js';
import { ExportsController } from './exports.controller.js';
import { ExportsService } from './exports.service.js';

@Module({ imports: [ScoringModule, OverridesModule], controllers: [ExportsController], providers: [ExportsService] })
export class ReportsModule {}
