/** The house rules of docs/architecture.md, as far as one file at a time shows them. There is no way to switch a rule off in a file. */
import js from '@eslint/js';
import tseslint from 'typescript-eslint';

const clock = 'Time is given, never read: take a Clock (src/platform/clock).';
const columnsOnly = 'Entities are columns only; write with insert, update, upsert, the query builder or SQL.';

const everywhere = [
  { selector: 'ExportDefaultDeclaration', message: 'Export by name.' },
  { selector: 'ExportAllDeclaration', message: 'Import from the file that holds it; no barrel files.' },
  { selector: 'TSEnumDeclaration', message: 'A union of string literals says the same and leaves no code behind.' },
  { selector: "CallExpression[callee.name='forwardRef']", message: 'Two modules in a circle are one module, or three.' },
  {
    selector: 'Decorator > CallExpression[callee.name=/^(OneToMany|ManyToOne|OneToOne|ManyToMany|JoinColumn|JoinTable)$/]',
    message: `Relations over (tenant_id, id) lose rows. ${columnsOnly}`,
  },
  {
    selector:
      'CallExpression[callee.property.name=/^(save|softRemove|remove)$/][callee.object.name=/^(db|manager|entityManager|repository|em)$/]',
    message: `save() and remove() lose rows. ${columnsOnly}`,
  },
  {
    selector: "CallExpression[callee.property.name=/^(save|softRemove|remove)$/][callee.object.callee.property.name='getRepository']",
    message: `save() and remove() lose rows. ${columnsOnly}`,
  },
];
const noTimeNoChance = [
  { selector: "NewExpression[callee.name='Date'][arguments.length=0]", message: clock },
  { selector: "CallExpression[callee.object.name='Date'][callee.property.name='now']", message: clock },
  {
    selector: "CallExpression[callee.object.name='Math'][callee.property.name='random']",
    message: 'Use node:crypto, or be given the value.',
  },
];
const noEnvironment = [
  { selector: "MemberExpression[object.name='process'][property.name='env']", message: 'Only src/platform/config reads the environment.' },
];

export default tseslint.config(
  { ignores: ['dist/', 'node_modules/', 'coverage/', '.data/', 'demo-out/', 'web/', 'src/metadata.ts'] },
  { linterOptions: { noInlineConfig: true, reportUnusedDisableDirectives: 'error' } },
  js.configs.recommended,
  {
    files: ['**/*.ts'],
    extends: [tseslint.configs.recommendedTypeChecked],
    languageOptions: { parserOptions: { projectService: true, tsconfigRootDir: import.meta.dirname } },
    rules: {
      'no-restricted-syntax': ['error', ...everywhere, ...noTimeNoChance, ...noEnvironment],
      'max-lines': ['error', { max: 300 }],
      'max-lines-per-function': ['error', { max: 60, skipComments: true, skipBlankLines: true }],
      complexity: ['error', 15],
      eqeqeq: 'error',
      'no-console': 'error',
      'prefer-const': 'error',
      '@typescript-eslint/no-explicit-any': 'error',
      '@typescript-eslint/ban-ts-comment': ['error', { 'ts-expect-error': true, 'ts-ignore': true, 'ts-nocheck': true }],
      '@typescript-eslint/no-non-null-assertion': 'error',
      '@typescript-eslint/switch-exhaustiveness-check': ['error', { considerDefaultExhaustiveForUnions: true }],
      '@typescript-eslint/return-await': ['error', 'in-try-catch'],
      '@typescript-eslint/no-import-type-side-effects': 'error',
      '@typescript-eslint/no-unused-vars': ['error', { argsIgnorePattern: '^_', varsIgnorePattern: '^_' }],
      // `IsoDate | IsoInstant` are both strings, and tell a reader what is meant.
      '@typescript-eslint/no-duplicate-type-constituents': 'off',
      '@typescript-eslint/restrict-template-expressions': ['error', { allowNumber: true, allowBoolean: true, allowNullish: true }],
      '@typescript-eslint/no-misused-promises': ['error', { checksVoidReturn: { arguments: false } }],
      '@typescript-eslint/require-await': 'off',
    },
  },
  { files: ['src/platform/clock/**/*.ts'], rules: { 'no-restricted-syntax': ['error', ...everywhere, ...noEnvironment] } },
  { files: ['src/platform/config/**/*.ts'], rules: { 'no-restricted-syntax': ['error', ...everywhere, ...noTimeNoChance] } },
  { files: ['src/cli.ts', 'src/cli/**/*.ts'], rules: { 'no-console': 'off' } },
  {
    files: ['src/domain/**/*.ts'],
    ignores: ['**/*.spec.ts'],
    rules: {
      'no-restricted-imports': [
        'error',
        {
          patterns: [
            {
              regex: '^(?!\\.{1,2}/|@marcbachmann/cel-js$|@noble/hashes(/|$))',
              message: 'Domain code is pure: only cel-js and @noble/hashes.',
            },
          ],
        },
      ],
      'no-restricted-globals': ['error', 'process', 'Buffer', 'fetch', 'setTimeout', 'setInterval', 'console', 'crypto', 'performance'],
    },
  },
  {
    files: ['**/*.spec.ts', 'test/**/*.ts', 'bench/**/*.ts'],
    rules: {
      'no-restricted-syntax': ['error', ...everywhere],
      'max-lines': 'off',
      'no-loss-of-precision': 'off',
      'max-lines-per-function': 'off',
      '@typescript-eslint/no-unsafe-assignment': 'off',
      '@typescript-eslint/no-unsafe-member-access': 'off',
      '@typescript-eslint/no-unsafe-argument': 'off',
      '@typescript-eslint/no-unsafe-return': 'off',
      '@typescript-eslint/no-non-null-assertion': 'off',
    },
  },
  {
    files: ['**/*.mjs', '**/*.cjs', '**/*.js'],
    languageOptions: {
      globals: Object.fromEntries(
        [
          'process',
          'console',
          'URL',
          'globalThis',
          'setTimeout',
          'clearTimeout',
          'fetch',
          'Buffer',
          'module',
          'require',
          'performance',
        ].map((name) => [name, 'readonly']),
      ),
    },
  },
);
