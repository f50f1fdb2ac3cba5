import { Module } from '@nestjs/common';
import { StandingSignals } from './standing-signals.service.js';

@Module({ providers: [StandingSignals], exports: [StandingSignals] })
export class SignalsModule {}
