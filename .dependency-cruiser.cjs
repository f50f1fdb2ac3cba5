/** The direction of imports (docs/architecture.md, section 1), without exceptions. */
const SPEC = '\\.spec\\.ts$';
const ENTRIES = '^src/(main|worker|cli|[a-z-]+\\.module|entities)\\.ts$|^src/(processes|cli)/';

module.exports = {
  forbidden: [
    {
      name: 'domain-is-pure',
      comment: 'Domain code imports only domain code, cel-js and @noble/hashes: it runs in a browser as well.',
      severity: 'error',
      from: { path: '^src/domain/', pathNot: SPEC },
      to: { pathNot: '^src/domain/|node_modules/@marcbachmann/cel-js/|node_modules/@noble/hashes/' },
    },
    {
      name: 'platform-knows-no-module',
      severity: 'error',
      from: { path: '^src/platform/' },
      to: { path: `^src/modules/|${ENTRIES}` },
    },
    { name: 'modules-know-no-entry', severity: 'error', from: { path: '^src/modules/' }, to: { path: ENTRIES } },
    {
      name: 'through-the-front-door',
      comment: 'A module reaches another only through its *.service.ts, *.module.ts or *.job.ts.',
      severity: 'error',
      from: { path: '^src/modules/([^/]+)/' },
      to: { path: '^src/modules/', pathNot: ['^src/modules/$1/', '\\.(service|module|job)\\.ts$'] },
    },
    { name: 'product-knows-no-test', severity: 'error', from: { path: '^src/', pathNot: SPEC }, to: { path: `^(test|bench)/|${SPEC}` } },
    { name: 'no-circle', severity: 'error', from: {}, to: { circular: true } },
    {
      name: 'no-orphan',
      severity: 'error',
      from: { orphan: true, path: '^src/', pathNot: [SPEC, '^src/(main|worker|cli|metadata)\\.ts$'] },
      to: {},
    },
    { name: 'resolvable', severity: 'error', from: {}, to: { couldNotResolve: true } },
    {
      name: 'product-needs-no-tool',
      severity: 'error',
      from: { path: '^src/', pathNot: SPEC },
      to: { dependencyTypes: ['npm-dev'], dependencyTypesNot: ['type-only'], pathNot: 'node_modules/@types/' },
    },
    {
      name: 'no-undeclared-package',
      severity: 'error',
      from: { path: '^(src|test)/' },
      to: { dependencyTypes: ['npm-no-pkg', 'npm-unknown'], dependencyTypesNot: ['type-only'] },
    },
  ],
  options: {
    doNotFollow: { path: 'node_modules' },
    exclude: { path: '^src/metadata\\.ts$' },
    tsPreCompilationDeps: true,
    tsConfig: { fileName: 'tsconfig.json' },
    enhancedResolveOptions: {
      exportsFields: ['exports'],
      conditionNames: ['import', 'require', 'node', 'default', 'types'],
      extensions: ['.ts', '.js', '.mjs', '.json'],
    },
  },
};
