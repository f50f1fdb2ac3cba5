import { join } from 'node:path';
import pg from 'pg';
import { canonicalJson } from '../domain/ledger/canonical-json.js';
import { sha256Hex } from '../domain/ledger/sha256.js';
import { checkFloors } from '../domain/scoring/check-methodology.js';
import { contentHash } from '../domain/manual/content-hash.js';
import { shippedContent, shippedSources } from '../platform/content/content-folders.js';
import { loadActionLibrary } from '../platform/content/load-action-library.js';
import { loadIndices } from '../platform/content/load-indices.js';
import { loadManual } from '../platform/content/load-manual.js';
import { loadMethodology } from '../platform/content/load-methodology.js';
import { loadThirdParty } from '../platform/content/load-third-party.js';
import { readSchemas } from '../platform/content/schemas.js';
import { readYaml } from '../platform/content/yaml-file.js';
import { ContentError } from '../platform/content/content-problem.js';
import { ConfigError } from '../platform/config/config-error.js';

const METHODOLOGY_FILE = 'plumbline-1.yaml';

/** One published piece of content, as it goes into `content_version`. */
export interface Publication {
  readonly kind: 'manual' | 'methodology' | 'indices' | 'remediation' | 'third_party';
  readonly id: string;
  readonly version: string;
  readonly sha256: string;
  readonly body: unknown;
}

/** Reads and checks all shipped content, and that the method's floors read questions that the manual has. @throws ContentError with every problem */
export async function readShippedContent(): Promise<readonly Publication[]> {
  const [manual, methodology, indices, library, set] = await Promise.all([
    loadManual(shippedContent.manual),
    loadMethodology(join(shippedContent.methodology, METHODOLOGY_FILE)),
    loadIndices(shippedContent.indices),
    loadActionLibrary(shippedContent.library),
    indicesVersion(),
  ]);
  const floors = checkFloors(methodology, manual).map((problem) => ({ ...problem, file: METHODOLOGY_FILE, line: 1 }));
  if (floors.length > 0) throw new ContentError(shippedContent.methodology, floors);
  const thirdParty = await loadThirdParty(shippedContent.thirdParty, manual);
  const hashOf = (body: unknown): string => sha256Hex(canonicalJson(body));
  return [
    { kind: 'manual', id: manual.id, version: manual.version, sha256: contentHash(manual), body: manual },
    { kind: 'methodology', id: methodology.id, version: methodology.version, sha256: methodology.sha256, body: methodology },
    { kind: 'indices', id: set.id, version: set.version, sha256: hashOf(indices), body: indices },
    { kind: 'remediation', id: library.id, version: library.version, sha256: hashOf(library), body: library },
    { kind: 'third_party', id: thirdParty.id, version: thirdParty.version, sha256: hashOf(thirdParty), body: thirdParty },
  ];
}

async function indicesVersion(): Promise<{ id: string; version: string }> {
  const file = await readYaml(shippedContent.indices, 'indices.yaml');
  const check = await readSchemas(shippedSources.schemaFolder);
  const problems = [...file.problems, ...check('indices.schema.json', file)];
  if (problems.length > 0) throw new ContentError(shippedContent.indices, problems);
  return file.value as { id: string; version: string };
}

/** Loads the shipped content into a database. The same version twice changes nothing. */
export async function loadContent(adminUrl: string): Promise<void> {
  const publications = await readShippedContent();
  const client = new pg.Client({ connectionString: adminUrl });
  await client.connect();
  try {
    for (const publication of publications) await publish(client, publication);
  } finally {
    await client.end();
  }
}

/** @throws ConfigError when a published version comes back changed: a changed text needs a new version. */
export async function publish(client: pg.Client, { kind, id, version, sha256, body }: Publication): Promise<void> {
  await client.query(
    `INSERT INTO content_version (kind, id, version, sha256, body, loaded_at) VALUES ($1, $2, $3, $4, $5, now()) ON CONFLICT DO NOTHING`,
    [kind, id, version, sha256, JSON.stringify(body)],
  );
  const { rows } = await client.query<{ sha256: string }>(
    'SELECT sha256 FROM content_version WHERE kind = $1 AND id = $2 AND version = $3',
    [kind, id, version],
  );
  if (rows[0]?.sha256 !== sha256) {
    throw new ConfigError(
      `The ${kind} "${id}" ${version} has been published with other content; a published version never changes, so give the changed one a new version.`,
    );
  }
}
