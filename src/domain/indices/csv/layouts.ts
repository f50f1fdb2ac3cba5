import { INDEX_IDS, type IndexId } from '../index-ids.js';

/** The columns of a CSV file of an index: ours, and how its publisher calls them. */
export interface Layout {
  /** Our name -> other names that are understood. */
  readonly columns: Readonly<Record<string, readonly string[]>>;
  readonly required: readonly string[];
  /** Columns of publishers' files that are passed over. */
  readonly ignored: readonly (string | RegExp)[];
}

const COUNTRY_NAMES = ['country', 'country_name', 'region', 'region_name'];

export const LAYOUTS: Readonly<Record<IndexId, Layout>> = {
  governance: {
    columns: { iso3: ['country_code'], risk: ['risk_0_100'], score: ['score_0_100'], year: [] },
    required: ['iso3', 'risk'],
    ignored: [...COUNTRY_NAMES, 'mean_estimate'],
  },
  trafficking: {
    columns: { iso3: ['country_code'], tier: [], year: ['report_year'] },
    required: ['iso3', 'tier'],
    ignored: [...COUNTRY_NAMES, 'gec_code', 'movement'],
  },
  child_labour: {
    columns: { iso3: ['country_code'], level: ['advancement_level'], year: [] },
    required: ['iso3', 'level'],
    ignored: [
      ...COUNTRY_NAMES,
      'advancement_detail',
      'webpage',
      /^child_work_/,
      /^(crc|crc_ac|crc_sc|c138|c182|palermo)$/,
      /^law_/,
      /^enf_/,
      'n_goods_listed',
    ],
  },
  goods: {
    columns: {
      good: [],
      good_id: [],
      good_ru: [],
      sector: [],
      iso3: ['country_code'],
      child_labour: ['child_labor'],
      forced_labour: ['forced_labor'],
      forced_child_labour: ['forced_or_indentured_child_labor', 'forced_or_indentured_child_labour'],
      listed_input: ['derived_from_input'],
      input_iso3: [],
      note: [],
      note_ru: [],
    },
    required: ['good', 'sector', 'iso3', 'child_labour', 'forced_labour', 'forced_child_labour'],
    ignored: [...COUNTRY_NAMES, 'input_country'],
  },
  sectors: {
    columns: { isic: [], value: [], title: [], title_ru: [], reason: [], reason_ru: [] },
    required: ['isic', 'value', 'reason'],
    ignored: [],
  },
  state_imposed: {
    columns: { id: [], iso3: ['country_code'], regions: [], goods: [], reason: [], reason_ru: [], source: [], checked_on: [] },
    required: ['id', 'iso3', 'regions', 'goods', 'reason', 'source', 'checked_on'],
    ignored: ['country', 'country_name'],
  },
};

const keyOf = (name: string): string =>
  name
    .trim()
    .toLowerCase()
    .replaceAll(/[\s-]+/g, '_');

export interface FoundColumns {
  /** Our names -> position. */
  readonly positions: ReadonlyMap<string, number>;
  readonly missing: readonly string[];
  readonly twice: readonly string[];
  readonly unknown: readonly string[];
}

/** Which column of a header is which. */
export function findLayout(index: IndexId, header: readonly string[]): FoundColumns {
  const { columns, required, ignored } = LAYOUTS[index];
  const ours = new Map(Object.entries(columns).flatMap(([name, others]) => [name, ...others].map((one) => [one, name] as const)));
  const positions = new Map<string, number>();
  const twice: string[] = [];
  const unknown: string[] = [];
  header.forEach((title, position) => {
    const name = keyOf(title);
    const column = ours.get(name);
    if (column !== undefined && positions.has(column)) twice.push(title.trim());
    else if (column !== undefined) positions.set(column, position);
    else if (name !== '' && !ignored.some((one) => (typeof one === 'string' ? one === name : one.test(name)))) unknown.push(title.trim());
  });
  return { positions, missing: required.filter((name) => !positions.has(name)), twice, unknown };
}

/** The one index whose columns these are; null where they are of none, or could be of several. */
export function indexOfHeader(header: readonly string[]): IndexId | null {
  const fitting = INDEX_IDS.filter((index) => findLayout(index, header).missing.length === 0);
  return fitting.length === 1 ? (fitting[0] ?? null) : null;
}
