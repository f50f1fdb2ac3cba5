import type { Band } from '../domain/scoring/methodology.js';

/** What came of the demo, as `--json` prints it. */
export interface DemoSummary {
  readonly suppliers: { readonly rows: number; readonly created: number; readonly duplicates: number; readonly rejected: number };
  readonly assessments: { readonly sent: number; readonly submitted: number; readonly accepted: number };
  readonly scores: { readonly total: number; readonly bands: Readonly<Record<Band, number>> };
  readonly findings: {
    readonly total: number;
    readonly critical: number;
    readonly major: number;
    readonly minor: number;
    readonly zeroTolerance: number;
  };
  readonly actions: number;
  readonly reassessments: { readonly due: number; readonly sent: number };
  readonly auditEvents: number;
  readonly receipts: string;
  readonly elapsedMs: number;
}
