import { join } from 'node:path';
import type { Indices } from '../../src/domain/indices/indices.js';
import { contentHash } from '../../src/domain/manual/content-hash.js';
import type { Manual } from '../../src/domain/manual/manual.js';
import type { Methodology } from '../../src/domain/scoring/methodology.js';
import { shippedContent } from '../../src/platform/content/content-folders.js';
import { loadIndices } from '../../src/platform/content/load-indices.js';
import { loadManual } from '../../src/platform/content/load-manual.js';
import { loadMethodology } from '../../src/platform/content/load-methodology.js';

export interface Shipped {
  readonly manual: Manual;
  readonly manualSha256: string;
  readonly methodology: Methodology;
  readonly indices: Indices;
}

/** The shipped content, read from its files. */
export async function readShipped(): Promise<Shipped> {
  const [manual, methodology, indices] = await Promise.all([
    loadManual(shippedContent.manual),
    loadMethodology(join(shippedContent.methodology, 'plumbline-1.yaml')),
    loadIndices(shippedContent.indices),
  ]);
  return { manual, manualSha256: contentHash(manual), methodology, indices };
}
