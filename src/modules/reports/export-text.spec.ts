import { describe, expect, it } from '@jest/globals';
import { parse } from 'csv-parse/sync';
import { csvText, inBatches } from '../../platform/csv/csv-text.js';
import { jsonText, rawArrayText } from './export-text.js';
import { ACTION, FINDING, SITE, SUPPLIER } from './exports.view.js';

async function textOf(parts: AsyncIterable<string>): Promise<string> {
  let text = '';
  for await (const part of parts) text += part;
  return text;
}

async function* once<T>(...batches: readonly T[][]): AsyncGenerator<readonly T[]> {
  for (const batch of batches) yield batch;
}

describe('an export as CSV', () => {
  it('prints its header also where there is nothing to tell', async () => {
    expect(await textOf(csvText(['id', 'name'], once<object>([]), false))).toBe('id,name\r\n');
  });

  it('begins with a byte order mark where Excel is to read it', async () => {
    expect(await textOf(csvText(['id'], once<object>([]), true))).toBe('\uFEFFid\r\n');
  });

  it('reads back as it was written: commas, quotes, line breaks, Cyrillic, nothing', async () => {
    const item = { a: 'x, "y"', b: 'one\ntwo\r\nthree\rfour', c: 'Фабрика', d: null, e: -12.5, f: true, g: ['x', 'y'], h: '' };
    const text = await textOf(csvText(Object.keys(item), once<object>([item]), false));
    expect(parse(text)).toEqual([Object.keys(item), ['x, "y"', item.b, 'Фабрика', '', '-12.5', 'true', 'x; y', '']]);
  });

  it.each(['=HYPERLINK("http://x")', '+1', '-1', '@SUM(A1)', '\tx', '\rx'])(
    'never lets a spreadsheet run %j as a formula',
    async (name) => {
      const text = await textOf(csvText(['name'], once<object>([{ name }]), false));
      expect(parse(text)[1]).toEqual([`'${name}`]);
    },
  );

  it('keeps its columns from release to release', () => {
    const score =
      'inherent,residual,best,worst,band,confidence,scoredAsOf,drivers,method,editions,receiptSha256,overrideResidual,overrideBand,overrideState,overrideUntil';
    expect([SUPPLIER, SITE, FINDING, ACTION].map((fields) => Object.keys(fields).join(','))).toEqual([
      `id,name,country,registrationNumber,status,buys,yearlySpend,currency,tier,ownerId,reference,tags,sites,worstSiteId,${score},createdAt,updatedAt`,
      `id,supplierId,supplierName,name,country,region,address,latitude,longitude,isic,goodsMode,goods,goodsUnmatched,workers,status,${score},` +
        'nextAssessmentOn,nextAssessmentReason,createdAt,updatedAt',
      'id,supplierId,supplierName,siteId,siteName,ruleId,questionId,kind,severity,zeroTolerance,isCase,title,state,visibility,source,' +
        'openedAt,closedAt,closedBy',
      'id,findingId,ruleId,findingTitle,supplierId,supplierName,siteId,siteName,libraryId,libraryVersion,severity,state,visibility,containBy,' +
        'planDueOn,dueOn,submittedAt,verification,verifiedBy,verifiedAt,confirmedBy,confirmedAt,report,createdAt,updatedAt',
    ]);
  });
});

describe('an export as JSON', () => {
  it('tells at its end how many rows it has, over any number of batches', async () => {
    const text = await textOf(jsonText({ kind: 'sites' }, once<object>([{ id: 1 }, { id: 2 }], [{ id: 3 }], [])));
    expect(JSON.parse(text)).toEqual({ about: { kind: 'sites' }, items: [{ id: 1 }, { id: 2 }, { id: 3 }], rows: 3 });
  });

  it('is a whole document where there is nothing to tell', async () => {
    expect(JSON.parse(await textOf(jsonText({}, once<object>([]))))).toEqual({ about: {}, items: [], rows: 0 });
    expect(JSON.parse(await textOf(rawArrayText(once<string>([]))))).toEqual([]);
  });

  it('passes receipts on byte by byte', async () => {
    const receipts = ['{"b":1.10}', '{"a":"ж"}', '{}'];
    const text = await textOf(rawArrayText(once([receipts[0] ?? ''], receipts.slice(1))));
    expect(text).toBe(`[\n${receipts.join(',\n')}\n]\n`);
  });
});

describe('the reading of an export', () => {
  const rows = Array.from({ length: 7 }, (_, i) => ({ id: String(i + 1) }));
  const read = async (after: string, limit: number) => rows.filter(({ id }) => id > after).slice(0, limit);

  it.each([1, 2, 3, 7, 8])('leaves nothing out and repeats nothing in batches of %i', async (limit) => {
    const seen: string[] = [];
    for await (const batch of inBatches(read, '0', limit)) seen.push(...batch.map(({ id }) => id));
    expect(seen).toEqual(rows.map(({ id }) => id));
  });
});
