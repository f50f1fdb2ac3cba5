/**
 * Writes what the DTOs and controllers say about the API to `src/metadata.ts` (types and comments are gone at run time).
 * With `--check` it writes nothing and fails where that file is stale. Silent on stdout.
 */
import { existsSync, mkdtempSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { PluginMetadataGenerator } from '@nestjs/cli/lib/compiler/plugins/plugin-metadata-generator.js';
import { ReadonlyVisitor } from '@nestjs/swagger/plugin';
import ts from 'typescript';

process.chdir(fileURLToPath(new URL('..', import.meta.url)));
const source = resolve('src');
const kept = join(source, 'metadata.ts');

const isSource = (file) => file.endsWith('.ts') && !file.endsWith('.spec.ts') && file !== 'metadata.ts';

/**
 * Types are not checked here: that is the type check's task, which says it better. Without `outDir` and `rootDir`, since the plugin would
 * write import paths for the built file, while `src/metadata.ts` is built with the rest.
 */
const openProgram = () => {
  const { config } = ts.readConfigFile('tsconfig.json', ts.sys.readFile);
  const { options } = ts.parseJsonConfigFileContent(config, ts.sys, '.');
  const rootNames = readdirSync(source, { recursive: true }).filter(isSource).sort();
  return ts.createProgram({
    rootNames: rootNames.map((file) => join(source, file)),
    options: { ...options, noEmit: true, outDir: undefined, rootDir: undefined },
  });
};

const describe = () => {
  const folder = mkdtempSync(join(tmpdir(), 'plumbline-metadata-'));
  const visitor = new ReadonlyVisitor({
    introspectComments: true,
    classValidatorShim: true,
    esmCompatible: true,
    dtoFileNameSuffix: ['.dto.ts', '.view.ts'],
    pathToSource: source,
  });
  try {
    new PluginMetadataGenerator().generate({ visitors: [visitor], outputDir: folder, watch: false, tsProgramRef: openProgram() });
    const text = readFileSync(join(folder, 'metadata.ts'), 'utf8').replace('/* eslint-disable */\n', '');
    return `/** Made by scripts/swagger-metadata.mjs; do not edit. */\n${text.trimEnd()}\n`;
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
};

const made = describe();
const present = existsSync(kept) ? readFileSync(kept, 'utf8') : '';
if (made !== present && process.argv.includes('--check')) {
  console.error('src/metadata.ts is stale: run "npm run metadata" and commit the file.');
  process.exitCode = 1;
} else if (made !== present) {
  writeFileSync(kept, made);
}
