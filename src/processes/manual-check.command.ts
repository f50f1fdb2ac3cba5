import { parseArgs } from 'node:util';
import { checkManualFolder, type ManualReport } from '../platform/content/check-manual-folder.js';
import { shippedContent } from '../platform/content/content-folders.js';
import { problemLine } from '../platform/content/content-problem.js';

/** `plumbline manual check`: exit code 1 when there are problems. */
export async function checkManual(args: readonly string[]): Promise<number> {
  const { values, positionals } = parseArgs({
    args: [...args],
    options: { json: { type: 'boolean', default: false } },
    allowPositionals: true,
  });
  const report = await checkManualFolder(positionals[0] ?? shippedContent.manual);
  process.stdout.write(values.json ? `${JSON.stringify(report, null, 2)}\n` : textOf(report));
  return report.problems.length > 0 ? 1 : 0;
}

function textOf({ manual, problems }: ManualReport): string {
  const lines = problems.map(problemLine);
  if (manual !== null) {
    const { core, extended, full } = manual.supplierQuestions;
    lines.push(
      `${manual.id} ${manual.version}: ${manual.chapters} chapters, ${manual.questions} questions, ${manual.redFlags} red flags`,
      `a supplier is asked at most ${core} (core), ${extended} (extended), ${full} (full)`,
      `sha256 ${manual.sha256 ?? 'none while there are problems'}`,
    );
  }
  lines.push(problems.length === 0 ? 'no problems' : `${problems.length} problem(s)`);
  return `${lines.join('\n')}\n`;
}
