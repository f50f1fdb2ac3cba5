import type { Archive } from './archive.js';
import { isDateFormat } from './dates.js';
import { readXml, type XmlHandlers } from './xml.js';

/** Programs allow some 64,000 styles of cells. */
const MOST_ELEMENTS = 1_000_000;

/** Which cell styles show their number as a date: the file says so nowhere else. */
export const readDateStyles = async (archive: Archive, name: string | null): Promise<ReadonlySet<number>> => {
  const dates = new Set<number>();
  if (name === null) return dates;
  const patterns = new Map<number, string>();
  let inCellFormats = false;
  let index = 0;
  const handlers: XmlHandlers = {
    open: (tag) => {
      if (tag.name === 'numFmt') patterns.set(Number(tag.get('numFmtId')), tag.get('formatCode') ?? '');
      if (tag.name === 'cellXfs') inCellFormats = true;
      if (tag.name !== 'xf' || !inCellFormats) return;
      const id = Number(tag.get('numFmtId') ?? 0);
      if (isDateFormat(id, patterns.get(id))) dates.add(index);
      index += 1;
    },
    close: (closed) => {
      if (closed === 'cellXfs') inCellFormats = false;
    },
  };
  await readXml(archive, name, handlers, MOST_ELEMENTS);
  return dates;
};
