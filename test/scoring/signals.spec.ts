import { beforeAll, describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { signalPoints } from '../../src/domain/scoring/signals.js';
import { casePoints } from '../../src/domain/scoring/cases.js';
import { addDays, dayOf } from '../../src/domain/shared/instant.js';
import { type OpenCase, signalsAt } from '../../src/domain/signals/signals-at.js';
import type { SiteSignal } from '../../src/domain/signals/site-signal.js';
import { runs } from '../support/runs.js';
import { AS_OF } from '../support/scoring/inputs.js';
import { randomMethod } from '../support/scoring/random-methods.js';
import { readShipped, type Shipped } from '../support/shipped.js';

let shipped: Shipped;
beforeAll(async () => {
  shipped = await readShipped();
});

const day = fc.integer({ min: 0, max: 1200 }).map((days) => dayOf(addDays(AS_OF, -days)));
const signal = fc
  .record({
    outcome: fc.constantFrom('clean', 'major_nonconformities', 'confirms', 'contradicts', 'substantiated'),
    kind: fc.constantFrom('audit', 'worker_survey', 'report', 'report', 'adverse_media'),
    observedOn: day,
    findingOpen: fc.constantFrom(null, true, false),
    closedOn: day,
    verifiesAnswers: fc.boolean(),
  })
  .map(({ closedOn, ...drawn }): Omit<SiteSignal, 'id'> => ({
    ...drawn,
    level: null,
    observations: [],
    visibility: 'held',
    findingClosedOn: drawn.findingOpen === false ? (closedOn > drawn.observedOn ? closedOn : drawn.observedOn) : null,
  }));
const signals = fc.array(signal, { maxLength: 6 }).map((list) => list.map((one, index): SiteSignal => ({ ...one, id: `s${index}` })));
const cases = fc.array(
  fc.record({
    severity: fc.constantFrom('critical', 'major', 'minor'),
    zeroTolerance: fc.boolean(),
    of: fc.constantFrom(null, 's0', 's1', 'new'),
  }),
  { maxLength: 4 },
);

describe('what others say of a site', () => {
  it('never takes points away when one more piece of bad news comes, nor when it opens a case', () => {
    fc.assert(
      fc.property(randomMethod, signals, signal, cases, (method, before, news, drawn) => {
        // A case of zero tolerance is a critical one, a critical case counts more than any signal, and there are too few small ones for their cap.
        const points = { ...method.cases.points, critical: 8 + method.cases.points.critical };
        const methodology = { ...shipped.methodology, ...method, cases: { ...method.cases, points, minorCap: 1000 } };
        const open = drawn.map(({ of, ...one }, index): OpenCase => ({
          ...one,
          zeroTolerance: one.zeroTolerance && one.severity === 'critical',
          id: `c${index}`,
          signalId: of,
        }));
        const total = (all: readonly SiteSignal[], found: readonly OpenCase[]): number => {
          const at = signalsAt(methodology, all, found, AS_OF);
          return signalPoints(method, at.signals, AS_OF).points + casePoints(methodology, at.cases).points;
        };
        const adverse: SiteSignal = {
          ...news,
          kind: news.kind === 'audit' ? 'adverse_media' : 'report',
          id: 'new',
          outcome: 'substantiated',
        };
        // What has an open case of its own does not age yet.
        const opened = (one: SiteSignal): SiteSignal =>
          open.some(({ signalId }) => signalId === one.id) ? { ...one, findingOpen: true, findingClosedOn: null } : one;
        const others = open.filter(({ signalId }) => signalId !== 'new');
        expect(total([...before.map(opened), opened(adverse)], others)).toBeGreaterThanOrEqual(total(before.map(opened), others) - 1e-9);
        expect(total([...before.map(opened), opened(adverse)], open)).toBeGreaterThanOrEqual(
          total([...before.map(opened), opened(adverse)], others) - 1e-9,
        );
      }),
      { seed: 20260523, numRuns: runs(1000) },
    );
  });
});
