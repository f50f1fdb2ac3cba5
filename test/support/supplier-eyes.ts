import ExcelJS from 'exceljs';
import { addressOf, type Route } from './routes.js';
import type { World } from './world.js';

/** Everything that a supplier's contact can fetch through a link, and every letter it got. */
export interface SupplierEyes {
  readonly world: World;
  readonly slug: string;
  readonly email: string;
  readonly link: string;
  readonly routes: readonly Route[];
}

const ID = /[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}|\b[0-9a-f]{64}\b|\b[0-9a-f]{32}\b/g;
const TOKEN = /\bpl[a-z]_[\w.~-]+|(?<=[/=])[\w-]{40,}/g;
const INSTANT = /(\d{4}-\d{2}-\d{2})T\d{2}:\d{2}:\d{2}(?:\.\d+)?Z/g;

/** What differs between any two suppliers: ids, secrets, the firm's own name, marks of pages, and the time of day. */
const MARK = /"next":"[^"]+"/g;
const CLOCK = /\d{2}:\d{2}:\d{2}(?= UTC)/g;

const plain = (text: string, slug: string): string =>
  text
    .replaceAll(slug, 'firm')
    .replaceAll(MARK, '"next":"mark"')
    .replaceAll(TOKEN, 'token')
    .replaceAll(INSTANT, '$1')
    .replaceAll(CLOCK, 'time');

const withoutIds = (value: unknown): string => JSON.stringify(value).replaceAll(ID, 'id');

/** Lists of things in an order that does not hang on their ids. */
function settled(value: unknown): unknown {
  if (Array.isArray(value)) {
    const items = value.map(settled);
    return items.some((item) => typeof item === 'object') ? items.sort((a, b) => (withoutIds(a) < withoutIds(b) ? -1 : 1)) : items;
  }
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([name, inner]) => [name, settled(inner)]));
}

/** Ids become numbers in order of appearance, so that what refers to what is still compared. */
function numbered(text: string): string {
  const numbers = new Map<string, number>();
  return text.replaceAll(ID, (id) => {
    const number = numbers.get(id) ?? numbers.size + 1;
    numbers.set(id, number);
    return `#${number}`;
  });
}

async function cellsOf(bytes: Buffer): Promise<unknown> {
  const workbook = new ExcelJS.Workbook();
  await workbook.xlsx.load(bytes.buffer.slice(bytes.byteOffset, bytes.byteOffset + bytes.length) as ArrayBuffer);
  return workbook.worksheets.map((sheet) => ({ name: sheet.name, rows: sheet.getSheetValues() }));
}

async function fetched({ world, slug, link }: SupplierEyes, address: string): Promise<unknown> {
  const response = await world
    .as(link)
    .get(address)
    .buffer(true)
    .parse((stream, done) => {
      const pieces: Buffer[] = [];
      stream.on('data', (piece: Buffer) => pieces.push(piece));
      stream.on('end', () => done(null, Buffer.concat(pieces)));
    });
  const bytes = response.body as Buffer;
  const type = String(response.headers['content-type'] ?? '');
  const body = type.includes('spreadsheet') ? JSON.stringify(await cellsOf(bytes)) : bytes.toString('utf8');
  const text = plain(body, slug);
  return {
    status: response.status,
    headers: Object.keys(response.headers).sort(),
    body: type.includes('json') || type.includes('spreadsheet') ? settled(JSON.parse(text)) : text,
  };
}

/** What all routes answer by their name, as text that two suppliers can be compared by. */
export async function seenBySupplier(eyes: SupplierEyes, ids: Readonly<Record<string, string>>): Promise<Readonly<Record<string, string>>> {
  const seen: Record<string, string> = {};
  for (const { name, path } of eyes.routes) seen[name] = numbered(JSON.stringify(await fetched(eyes, addressOf(path, ids)), null, 1));
  const letters = (await eyes.world.letters()).filter(({ to }) => to.includes(eyes.email));
  seen['letters'] = numbered(plain(JSON.stringify(letters, null, 1), eyes.slug));
  return seen;
}

/** The lines in which two suppliers see something else, by route. */
export function differences(one: Readonly<Record<string, string>>, other: Readonly<Record<string, string>>): readonly string[] {
  return [...new Set([...Object.keys(one), ...Object.keys(other)])].flatMap((name) => {
    const [left, right] = [(one[name] ?? '').split('\n'), (other[name] ?? '').split('\n')];
    const lines = Array.from({ length: Math.max(left.length, right.length) }, (_, i) => i).filter((i) => left[i] !== right[i]);
    return lines.slice(0, 3).map((i) => `${name}: ${left[i]?.slice(0, 200) ?? 'nothing'} | ${right[i]?.slice(0, 200) ?? 'nothing'}`);
  });
}
