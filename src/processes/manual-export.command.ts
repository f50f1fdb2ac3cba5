import { writeFile } from 'node:fs/promises';
import { parseArgs } from 'node:util';
import { manualToSheets } from '../domain/manual/sheets/manual-to-sheets.js';
import { SystemClock } from '../platform/clock/clock.js';
import { ConfigError } from '../platform/config/config-error.js';
import { shippedContent } from '../platform/content/content-folders.js';
import { readManualPath } from '../platform/manual-files/read-manual-path.js';
import { writeWorkbook } from '../platform/spreadsheet/write-workbook.js';
import { readable } from './readable.js';

/** `plumbline manual export`: a manual as a workbook that officers can edit. A file that is there is left alone. */
export async function exportManual(args: readonly string[]): Promise<number> {
  const { values, positionals } = parseArgs({ args: [...args], options: { out: { type: 'string' } }, allowPositionals: true });
  const [path = shippedContent.manual, ...more] = positionals;
  if (more.length > 0) {
    process.stderr.write('plumbline manual export [FOLDER|FILE] [--out FILE.xlsx]\n');
    return 2;
  }
  const year = Number(new SystemClock().today().slice(0, 4));
  const { manual, problems } = await readable(path, () => readManualPath(path, { year }));
  if (manual === null) {
    for (const { place, code, message } of problems) process.stderr.write(`${place}: ${code}: ${message}\n`);
    return 1;
  }
  const out = values.out ?? `${manual.id}-${manual.version}.xlsx`;
  await writeNew(out, await writeWorkbook(manualToSheets(manual)));
  process.stdout.write(`written to ${out}\n`);
  return 0;
}

async function writeNew(path: string, content: Buffer): Promise<void> {
  try {
    await writeFile(path, content, { flag: 'wx' });
  } catch (error) {
    const code = (error as { code?: unknown }).code;
    if (code === 'EEXIST') throw new ConfigError(`${path} exists; name another file with --out.`);
    if (code === 'ENOENT') throw new ConfigError(`The folder of ${path} does not exist.`);
    throw error;
  }
}
