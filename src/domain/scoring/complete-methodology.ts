import type { Methodology } from './methodology.js';

type Earlier = Omit<Methodology, 'tables' | 'workersAtLeast' | 'passesWorkOn'> &
  Partial<Pick<Methodology, 'workersAtLeast' | 'passesWorkOn'>> & {
    readonly tables: Omit<Methodology['tables'], 'signals'> & Partial<Pick<Methodology['tables'], 'signals'>>;
  };

/** Version 1.0.0 knew no signals: in it they count nothing. */
const NO_SIGNALS: Methodology['tables']['signals'] = {
  auditClean: 0,
  auditMajor: 0,
  workersConfirm: 0,
  workersContradict: 0,
  report: 0,
  furtherReport: 0,
  adverseMedia: 0,
  buyerPractices: 0,
};

/** A method published before today's engine, in today's shape: a tenant that stays at it is scored as it was, and nobody is shown more of workers. */
export const completeMethodology = (body: Earlier): Methodology => ({
  ...body,
  tables: { ...body.tables, signals: body.tables.signals ?? NO_SIGNALS },
  workersAtLeast: body.workersAtLeast ?? 5,
  passesWorkOn: body.passesWorkOn ?? 'false',
});
