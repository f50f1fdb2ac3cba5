/**
 * Installs what is missing and, with `--build`, builds what is missing or older than its sources. Needs nothing but Node and npm.
 * Everything it prints goes to stderr: what runs after it may own stdout.
 */
import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('..', import.meta.url));
const installStamp = `${root}node_modules/.plumbline-set-up`;
const buildStamp = `${root}dist/.plumbline-build`;

const readOr = (file, otherwise) => (existsSync(file) ? readFileSync(file, 'utf8') : otherwise);

const fail = (sentence) => {
  console.error(sentence);
  process.exit(1);
};

const refuseOldNode = () => {
  const [major, minor] = process.versions.node.split('.').map(Number);
  if (major < 20 || (major === 20 && minor < 19)) fail(`Plumbline needs Node 20.19 or newer; this is ${process.versions.node}.`);
};

const run = (what, command, args) => {
  const { status, error } = spawnSync(command, args, {
    cwd: root,
    stdio: ['ignore', 2, 2],
    shell: process.platform === 'win32' && command === 'npm',
  });
  if (status !== 0) fail(`${what} failed${error === undefined ? '' : `: ${error.message}`}. The lines above say why.`);
};

const runNode = (what, ...args) => run(what, process.execPath, args);

/** The lock file says what to install; the platform, for which machine it was. */
const installFingerprint = () => {
  const lock = createHash('sha256')
    .update(readFileSync(`${root}package-lock.json`))
    .digest('hex');
  return `${lock} ${process.platform}-${process.arch}\n`;
};

/** The stamp comes last, so that an interrupted install is done again. Scripts and the build need the development packages. */
const install = () => {
  const wanted = installFingerprint();
  if (readOr(installStamp, '') === wanted) return;
  console.error('Installing packages (npm ci) …');
  rmSync(installStamp, { force: true });
  const npm = process.env.npm_execpath;
  const args = ['ci', '--include=dev', '--no-audit', '--no-fund'];
  if (npm?.endsWith('.js')) runNode('npm ci', npm, ...args);
  else run('npm ci', 'npm', args);
  writeFileSync(installStamp, wanted);
};

const sourceFiles = () =>
  readdirSync(`${root}src`, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && entry.name.endsWith('.ts') && !entry.name.endsWith('.spec.ts'))
    .map((entry) => `${entry.parentPath ?? entry.path}/${entry.name}`)
    .filter((file) => file !== `${root}src/metadata.ts`)
    .sort();

/** By content and not by time: a checkout gives every file a new time. */
const buildFingerprint = () => {
  const hash = createHash('sha256').update(installFingerprint());
  const settings = ['tsconfig.json', 'tsconfig.build.json', 'scripts/swagger-metadata.mjs'].map((file) => root + file);
  for (const file of [...settings, ...sourceFiles()]) hash.update(`\0${file.slice(root.length)}\0`).update(readFileSync(file));
  return `${hash.digest('hex')}\n`;
};

const build = () => {
  const wanted = buildFingerprint();
  if (readOr(buildStamp, '') === wanted) return;
  console.error('Building …');
  rmSync(`${root}dist`, { recursive: true, force: true });
  runNode('Describing the API', 'scripts/swagger-metadata.mjs');
  runNode('The build', 'node_modules/typescript/bin/tsc', '-p', 'tsconfig.build.json');
  writeFileSync(buildStamp, wanted);
};

/** After npm's own install: everything is there, unless the development packages were left out. */
const noteInstall = () => {
  if (existsSync(`${root}node_modules/typescript/package.json`)) writeFileSync(installStamp, installFingerprint());
};

refuseOldNode();
try {
  if (process.argv.includes('--installed')) noteInstall();
  else install();
  if (process.argv.includes('--build')) build();
} catch (error) {
  fail(`Setting up failed: ${error.message}`);
}
