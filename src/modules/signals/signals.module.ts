import { Module } from '@nestjs/common';
import { RemediationModule } from '../remediation/remediation.module.js';
import { ScoringQueueModule } from '../scoring/scoring-queue.module.js';
import { BuyerPractices } from './buyer-practices.service.js';
import { SignalChanges } from './signal-changes.service.js';
import { SignalEntry } from './signal-entry.service.js';
import { SignalsController } from './signals.controller.js';
import { SignalsService } from './signals.service.js';
import { StandingSignals } from './standing-signals.service.js';

/** What others say of sites: entering it, taking it back, and what stands of it. */
@Module({
  imports: [RemediationModule, ScoringQueueModule],
  controllers: [SignalsController],
  providers: [StandingSignals, SignalEntry, SignalsService, SignalChanges, BuyerPractices],
  exports: [StandingSignals, SignalEntry, BuyerPractices],
})
export class SignalsModule {}
