import { Injectable } from '@nestjs/common';
import { Clock } from '../../platform/clock/clock.js';
import { HitCounter } from '../../platform/http/hit-counter.js';
import { surveyFlooded } from './survey-refusals.js';

const OF_ALL = 3_000;
const READS_OF_ONE = 600;
const SENDINGS_OF_ONE = 60;

/**
 * Keeps a flood out without knowing who sends it: so many requests a minute for all surveys together, and for each. Addresses are not
 * looked at, so that none can be kept. Every process counts for itself.
 */
@Injectable()
export class SurveyFlood {
  private readonly all = new HitCounter(OF_ALL);
  private readonly reads = new HitCounter(READS_OF_ONE);
  private readonly sendings = new HitCounter(SENDINGS_OF_ONE);

  constructor(private readonly clock: Clock) {}

  /** Before anything is looked up. @throws DomainError TOO_MANY_REQUESTS */
  passAll(): void {
    this.pass(this.all, 'all');
  }

  /** Once it is known which survey is meant. @throws DomainError TOO_MANY_REQUESTS */
  passOne(surveyId: string, doing: 'read' | 'send'): void {
    this.pass(doing === 'read' ? this.reads : this.sendings, surveyId);
  }

  private pass(counter: HitCounter, key: string): void {
    if (counter.hit(key, this.clock.now().getTime()) > 0) throw surveyFlooded();
  }
}
