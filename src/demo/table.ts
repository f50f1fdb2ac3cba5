import type { GravestSite } from './gravest.js';
import type { DemoSummary } from './summary.js';

/** What came of the demo, for a person to read. */
export function tableOf(summary: DemoSummary, gravest: readonly GravestSite[]): string {
  const { suppliers, assessments, scores, findings, reassessments } = summary;
  const lines = [
    '',
    `Suppliers       ${suppliers.rows} rows: ${suppliers.created} created, ${suppliers.duplicates} duplicates, ${suppliers.rejected} rejected`,
    `Assessments     ${assessments.sent} sent, ${assessments.submitted} submitted, ${assessments.accepted} accepted`,
    `Sites per band  ${Object.entries(scores.bands)
      .map(([band, count]) => `${band} ${count}`)
      .join(' · ')}  (${scores.total} scored)`,
    `Findings        ${findings.total}: ${findings.critical} critical, ${findings.major} major, ${findings.minor} minor; ${findings.zeroTolerance} zero tolerance`,
    `Actions         ${summary.actions}`,
    `Reassessments   ${reassessments.due} due, ${reassessments.sent} sent`,
    `Audit events    ${summary.auditEvents}`,
    '',
    'The ten gravest sites (residual risk, its range, confidence; what drives it)',
    ...gravest.flatMap(gravestLines),
    '',
    'A country index is a measure of a state, a goods listing of a trade: neither is proof about a supplier.',
    `Receipts: ${summary.receipts} (compute them again: npx plumbline score replay ${summary.receipts})`,
    `Took ${(summary.elapsedMs / 1000).toFixed(1)} s`,
    '',
  ];
  return lines.join('\n');
}

const gravestLines = ({ supplier, country, band, residual, best, worst, confidence, drivers, nextOn }: GravestSite): readonly string[] => [
  `  ${residual.toFixed(2).padStart(6)}  (${best.toFixed(2)} to ${worst.toFixed(2)})  ${band.padEnd(8)}  confidence ${confidence.toFixed(0).padStart(3)}  ${country}  ${supplier}`,
  `          ${drivers.join(', ')}; ${nextOn === null ? 'an assessment is under way' : `next assessment ${nextOn}`}`,
];
