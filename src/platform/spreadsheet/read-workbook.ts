import { extname } from 'node:path';
import { Worker } from 'node:worker_threads';
import { DomainError } from '../../domain/shared/domain-error.js';
import type { Sheet, Workbook } from '../../domain/spreadsheet/workbook.js';
import { atMost } from './at-most.js';
import { SPREADSHEET_LIMITS, type SpreadsheetLimits } from './limits.js';
import type { ReadingResult, ReadingTask, SheetOnItsWay } from './reading-thread.js';
import { spreadsheetRefusal } from './refusals.js';

const ZIP = Buffer.from('PK\u0003\u0004', 'latin1');
const OLE = Buffer.from('d0cf11e0a1b11ae1', 'hex');
const ENCRYPTED_PACKAGE = Buffer.from('EncryptedPackage', 'utf16le');
const AT_ONCE = 2;

const inTurn = atMost(AT_ONCE);

/** A compiled file starts a compiled thread; where TypeScript runs as it is (tests), so does the thread. */
const THREAD = new URL(`./reading-thread${extname(new URL(import.meta.url).pathname)}`, import.meta.url);

/** What the first bytes tell: old and password-protected workbooks are not zip archives at all. */
const checkFirstBytes = (content: Buffer, limits: SpreadsheetLimits): void => {
  if (content.length === 0) throw spreadsheetRefusal('SPREADSHEET_UNREADABLE', '', 'The file is empty.');
  if (content.length > limits.fileBytes) {
    throw spreadsheetRefusal('SPREADSHEET_TOO_LARGE', '', `The file is larger than ${limits.fileBytes} bytes.`);
  }
  if (content.subarray(0, OLE.length).equals(OLE)) {
    throw content.includes(ENCRYPTED_PACKAGE)
      ? spreadsheetRefusal('SPREADSHEET_ENCRYPTED', '', 'The file is protected with a password. Remove the password and try again.')
      : spreadsheetRefusal('SPREADSHEET_FORMAT', '', 'It is an old workbook (.xls). Save it as "Excel workbook (.xlsx)" and try again.');
  }
  if (!content.subarray(0, ZIP.length).equals(ZIP)) {
    throw spreadsheetRefusal('SPREADSHEET_FORMAT', '', 'It is not an XLSX workbook. Save it as "Excel workbook (.xlsx)" and try again.');
  }
};

const start = (content: Buffer, limits: SpreadsheetLimits): Worker => {
  // A copy of its own that is handed over, so that the thread never sees the pool other buffers live in.
  const bytes = new Uint8Array(content);
  const task: ReadingTask = { content: bytes, limits };
  return new Worker(THREAD, {
    workerData: task,
    transferList: [bytes.buffer],
    resourceLimits: { maxOldGenerationSizeMb: limits.heapMegabytes, maxYoungGenerationSizeMb: 32 },
    env: {},
    stdin: false,
  });
};

/** On a machine that is busy with other work the deadline is put off so often. */
const PUT_OFF = 3;

/** Calls when the deadline has passed and the process has worked that long since: a file is not to blame for a thread that had to wait. */
const atDeadline = (deadlineMs: number, pass: () => void): { readonly cancel: () => void } => {
  const begun = process.cpuUsage();
  let looks = 0;
  const timer = setInterval(() => {
    const { user, system } = process.cpuUsage(begun);
    looks += 1;
    if (looks <= PUT_OFF && (user + system) / 1_000 < deadlineMs) return;
    clearInterval(timer);
    pass();
  }, deadlineMs);
  return { cancel: () => clearInterval(timer) };
};

const answerOf = (worker: Worker, limits: SpreadsheetLimits): Promise<ReadingResult> =>
  new Promise((resolve, reject) => {
    const deadline = atDeadline(limits.deadlineMs, () =>
      reject(spreadsheetRefusal('SPREADSHEET_TIMEOUT', '', `The file takes longer than ${limits.deadlineMs} ms to read.`)),
    );
    worker.once('message', resolve);
    worker.once('error', (error: NodeJS.ErrnoException) =>
      reject(
        error.code === 'ERR_WORKER_OUT_OF_MEMORY'
          ? spreadsheetRefusal('SPREADSHEET_TOO_LARGE', '', 'The file needs more memory than it is given.')
          : error,
      ),
    );
    worker.once('exit', () => {
      deadline.cancel();
      reject(new Error('The thread that reads a spreadsheet ended without an answer'));
    });
  });

const arrived = ({ name, hidden, rows }: SheetOnItsWay): Sheet => ({
  name,
  hidden,
  rows: rows.flatMap((some) => JSON.parse(some) as Sheet['rows']),
});

const readInThread = async (content: Buffer, limits: SpreadsheetLimits): Promise<Workbook> => {
  const worker = start(content, limits);
  try {
    const answer = await answerOf(worker, limits);
    if (!('sheets' in answer)) throw new DomainError(answer.code, 'invalid', answer.message, answer.problems);
    return { sheets: answer.sheets.map(arrived) };
  } finally {
    await worker.terminate();
  }
};

/**
 * The values of an XLSX file that somebody sent. Whatever the file is, this answers within the deadline and the memory of
 * `limits`, with the workbook or with a refusal that says why (docs/refusals/spreadsheets.md).
 */
export const readWorkbook = async (content: Buffer, limits: Partial<SpreadsheetLimits> = {}): Promise<Workbook> => {
  const all = { ...SPREADSHEET_LIMITS, ...limits };
  checkFirstBytes(content, all);
  return inTurn(() => readInThread(content, all));
};
