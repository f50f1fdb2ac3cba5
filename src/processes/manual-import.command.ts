import { parseArgs } from 'node:util';
import type { PlacedProblem } from '../domain/spreadsheet/workbook.js';
import { SystemClock } from '../platform/clock/clock.js';
import { hashIn, type ManualFile } from '../platform/manual-files/manual-file.js';
import { readManualPath } from '../platform/manual-files/read-manual-path.js';
import { writeManualFolder } from '../platform/manual-files/write-manual-folder.js';
import { readable } from './readable.js';

const OPTIONS = {
  check: { type: 'boolean', default: false },
  json: { type: 'boolean', default: false },
  out: { type: 'string' },
  id: { type: 'string' },
  title: { type: 'string' },
  version: { type: 'string' },
  language: { type: 'string' },
  year: { type: 'string' },
} as const;

const USAGE = `plumbline manual import FILE [--check] [--json] [--out FOLDER]
  of a questionnaire that does not say it itself: [--id ID] [--title TITLE] [--version 1.0.0] [--language en] [--year 2026]
`;

const usage = (): number => {
  process.stderr.write(USAGE);
  return 2;
};

/** `plumbline manual import`: a file becomes a folder of YAML; with `--check` it is looked at and nothing is written. */
export async function importManual(args: readonly string[]): Promise<number> {
  const { values, positionals } = parseArgs({ args: [...args], options: OPTIONS, allowPositionals: true });
  const [path, ...more] = positionals;
  const { check, json, out, year = new SystemClock().today().slice(0, 4), ...about } = values;
  if (path === undefined || more.length > 0 || !/^\d{4}$/.test(year) || (check && out !== undefined)) return usage();
  const file = await readable(path, () => readManualPath(path, { ...about, year: Number(year) }));
  const { format, counts, languages, problems } = file;
  process.stdout.write(json ? `${JSON.stringify({ format, ...counts, languages, problems }, null, 2)}\n` : textOf(file));
  if (problems.length > 0 || file.manual === null) return 1;
  if (!check) {
    const folder = out ?? file.manual.id;
    const outcome = await writeManualFolder(file.manual, folder);
    if (!json) process.stdout.write(outcome === 'written' ? `written to ${folder}\n` : `${folder} holds it already\n`);
  }
  return 0;
}

function textOf(file: ManualFile): string {
  const { format, manual, counts, languages, problems, oddities } = file;
  const line = ({ place, code, message }: PlacedProblem): string => [place, code, message].filter((part) => part !== '').join(': ');
  const { chapters, questions, options, conditions } = counts;
  return [
    ...problems.map(line),
    ...oddities.map((oddity) => `note: ${line(oddity)}`),
    `${format}: ${chapters} chapters, ${questions} questions, ${options} options, ${conditions} conditions, languages: ${languages.join(', ') || 'none'}`,
    ...(manual === null ? [] : [`${manual.id} ${manual.version} sha256 ${hashIn(file)}`]),
    problems.length === 0 ? 'no problems' : `${problems.length} problem(s)`,
    '',
  ].join('\n');
}
