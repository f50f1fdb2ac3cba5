import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

/** The content that is shipped with the product; the same folder for the sources and for the build beside it. */
export const contentFolder = fileURLToPath(new URL('../../../content', import.meta.url));

/** What a loader needs beside the folder it loads. */
export interface ContentSources {
  readonly schemaFolder: string;
  readonly libraryFolder: string;
}

export const shippedSources: ContentSources = {
  schemaFolder: join(contentFolder, 'schema'),
  libraryFolder: join(contentFolder, 'remediation'),
};

/** Where the shipped content lies, for start-up, the demo and tests. */
export const shippedContent = {
  manual: join(contentFolder, 'manuals', 'heuni'),
  library: join(contentFolder, 'remediation'),
  indices: join(contentFolder, 'indices'),
  methodology: join(contentFolder, 'methodology'),
  thirdParty: join(contentFolder, 'third-party'),
  sampleAnswers: join(contentFolder, 'samples', 'answers'),
} as const;

/** A file named by content lies beside it: no folders, no way up. */
export const isSafeName = (name: string): boolean => /^[A-Za-z0-9][A-Za-z0-9_-]*\.ya?ml$/.test(name);
