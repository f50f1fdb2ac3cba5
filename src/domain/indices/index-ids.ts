import type {
  ChildLabourIndex,
  Edition,
  GoodsIndex,
  GovernanceIndex,
  Indices,
  SectorIndex,
  StateImposedIndex,
  TraffickingIndex,
} from './indices.js';

/** The indices of which a tenant may load an edition of its own; the list of countries is everybody's. */
export const INDEX_IDS = ['governance', 'trafficking', 'child_labour', 'goods', 'sectors', 'state_imposed'] as const;

export type IndexId = (typeof INDEX_IDS)[number];

/** The body of an edition, by the index it is of. */
export interface EditionBodies {
  readonly governance: GovernanceIndex;
  readonly trafficking: TraffickingIndex;
  readonly child_labour: ChildLabourIndex;
  readonly goods: GoodsIndex;
  readonly sectors: SectorIndex;
  readonly state_imposed: StateImposedIndex;
}

export type AnyEdition = EditionBodies[IndexId];

/** Where an index stands among the others. */
export const KEY_OF = {
  governance: 'governance',
  trafficking: 'trafficking',
  child_labour: 'childLabour',
  goods: 'goods',
  sectors: 'sectors',
  state_imposed: 'stateImposed',
} as const satisfies Record<IndexId, keyof Indices>;

export const isIndexId = (id: unknown): id is IndexId => INDEX_IDS.some((one) => one === id);

/** The edition of one index out of all. */
export const editionIn = <I extends IndexId>(indices: Indices, id: I): EditionBodies[I] => indices[KEY_OF[id]] as EditionBodies[I];

/** The same indices with another edition of some. */
export const withEditions = (indices: Indices, others: ReadonlyMap<IndexId, Edition>): Indices => ({
  ...indices,
  ...Object.fromEntries([...others].map(([id, body]) => [KEY_OF[id], body])),
});
