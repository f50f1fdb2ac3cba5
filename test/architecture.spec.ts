import { readFileSync, readdirSync } from 'node:fs';
import { dirname, join, relative } from 'node:path';
import { describe, expect, it } from '@jest/globals';
import ts from 'typescript';

/** The rules of docs/architecture.md, held by reading every file. Each rule answers with the places that break it. */

interface Source {
  readonly path: string;
  readonly text: string;
  readonly tree: ts.SourceFile;
  readonly imports: readonly string[];
}

const root = process.cwd();

const nodesOf = (node: ts.Node): ts.Node[] => {
  const children: ts.Node[] = [];
  ts.forEachChild(node, (child) => void children.push(child, ...nodesOf(child)));
  return children;
};

/** Paths from the repository's root for relative imports; names of packages as they stand. */
const importsOf = (path: string, tree: ts.SourceFile): string[] =>
  nodesOf(tree).flatMap((node) => {
    const from =
      (ts.isImportDeclaration(node) || ts.isExportDeclaration(node)) && node.moduleSpecifier !== undefined
        ? node.moduleSpecifier
        : ts.isCallExpression(node) && node.expression.kind === ts.SyntaxKind.ImportKeyword
          ? node.arguments[0]
          : undefined;
    if (from === undefined || !ts.isStringLiteralLike(from)) return [];
    return [from.text.startsWith('.') ? relative(root, join(root, dirname(path), from.text)).replace(/\.js$/, '.ts') : from.text];
  });

const read = (path: string): Source => {
  const text = readFileSync(join(root, path), 'utf8');
  const tree = ts.createSourceFile(path, text, ts.ScriptTarget.Latest, true);
  return { path, text, tree, imports: importsOf(path, tree) };
};

const filesIn = (folder: string): string[] =>
  readdirSync(join(root, folder), { recursive: true, encoding: 'utf8' })
    .filter((file) => file.endsWith('.ts'))
    .map((file) => join(folder, file))
    .sort();

const GENERATED = 'src/metadata.ts';
const isSpec = (path: string): boolean => path.endsWith('.spec.ts');
const all = [...filesIn('src'), ...filesIn('test')].filter((path) => path !== GENERATED).map(read);
const product = all.filter(({ path }) => path.startsWith('src/') && !isSpec(path));

const placesOf = (sources: readonly Source[], breaks: (node: ts.Node) => boolean): string[] =>
  sources.flatMap(({ path, tree }) =>
    nodesOf(tree)
      .filter(breaks)
      .map((node) => `${path}:${tree.getLineAndCharacterOfPosition(node.getStart()).line + 1} ${node.getText().slice(0, 60)}`),
  );

const importsThat = (sources: readonly Source[], breaks: (from: string, to: string) => boolean): string[] =>
  sources.flatMap(({ path, imports }) => imports.filter((to) => breaks(path, to)).map((to) => `${path} -> ${to}`));

const outside = (folder: string): Source[] => product.filter(({ path }) => !path.startsWith(folder));
const textIs =
  (...texts: readonly string[]) =>
  (node: ts.Node): boolean =>
    (ts.isPropertyAccessExpression(node) || ts.isElementAccessExpression(node)) && texts.includes(node.getText());

describe('the direction of imports', () => {
  it('lets domain code import domain code, cel-js and @noble/hashes, and nothing else', () => {
    const domain = product.filter(({ path }) => path.startsWith('src/domain/'));
    expect(importsThat(domain, (_from, to) => !/^(src\/domain\/|@marcbachmann\/cel-js$|@noble\/hashes(\/|$))/.test(to))).toEqual([]);
  });

  it('keeps the platform from knowing a module or an entry', () => {
    const platform = product.filter(({ path }) => path.startsWith('src/platform/'));
    expect(
      importsThat(platform, (_from, to) => to.startsWith('src/') && to !== GENERATED && !/^src\/(platform|domain)\//.test(to)),
    ).toEqual([]);
  });

  it('keeps the modules from knowing an entry', () => {
    const modules = product.filter(({ path }) => path.startsWith('src/modules/'));
    expect(importsThat(modules, (_from, to) => to.startsWith('src/') && !/^src\/(modules|platform|domain)\//.test(to))).toEqual([]);
  });

  it('lets a module reach another through its service, its module or its job alone', () => {
    const moduleOf = (path: string): string | undefined => /^src\/modules\/([^/]+)\//.exec(path)?.[1];
    const modules = product.filter(({ path }) => moduleOf(path) !== undefined);
    const byTheBack = (from: string, to: string): boolean =>
      moduleOf(to) !== undefined && moduleOf(to) !== moduleOf(from) && !/\.(service|module|job)\.ts$/.test(to);
    expect(importsThat(modules, byTheBack)).toEqual([]);
  });

  it('keeps tests and the tools of tests out of the product', () => {
    expect(
      importsThat(product, (_from, to) => /^(test|bench)\/|\.spec\.ts$|^(@jest\/|jest|supertest|fast-check|@nestjs\/testing)/.test(to)),
    ).toEqual([]);
  });
});

describe('what is given and never read', () => {
  it('reads the environment in src/platform/config alone', () => {
    expect(placesOf(outside('src/platform/config/'), textIs('process.env'))).toEqual([]);
  });

  it('reads the time in src/platform/clock alone', () => {
    const now = (node: ts.Node): boolean =>
      ts.isNewExpression(node) && node.expression.getText() === 'Date' && (node.arguments ?? []).length === 0;
    const readsTime = (node: ts.Node): boolean => now(node) || textIs('Date.now')(node);
    expect(placesOf(outside('src/platform/clock/'), readsTime)).toEqual([]);
  });

  it('leaves nothing to chance: identifiers and secrets come from node:crypto', () => {
    expect(placesOf(outside('src/platform/clock/'), textIs('Math.random'))).toEqual([]);
  });
});

describe('the shape of the code', () => {
  const hasModifier = (node: ts.Node, kind: ts.SyntaxKind): boolean =>
    ts.canHaveModifiers(node) && (ts.getModifiers(node) ?? []).some((modifier) => modifier.kind === kind);

  it('exports by name', () => {
    expect(placesOf(product, (node) => ts.isExportAssignment(node) || hasModifier(node, ts.SyntaxKind.DefaultKeyword))).toEqual([]);
  });

  it('has no enum, no any and no forwardRef', () => {
    const isForwardRef = (node: ts.Node): boolean => ts.isIdentifier(node) && node.text === 'forwardRef';
    expect(placesOf(all, (node) => ts.isEnumDeclaration(node) || node.kind === ts.SyntaxKind.AnyKeyword || isForwardRef(node))).toEqual([]);
  });

  it('has no barrel file: nothing is exported from another place than where it is written', () => {
    expect(placesOf(all, (node) => ts.isExportDeclaration(node) && node.moduleSpecifier !== undefined)).toEqual([]);
    expect(all.filter(({ path }) => path.startsWith('src/') && path.endsWith('/index.ts')).map(({ path }) => path)).toEqual([]);
  });

  it('keeps every file to 300 lines', () => {
    expect(product.filter(({ text }) => text.split('\n').length > 301).map(({ path }) => path)).toEqual([]);
  });

  it('switches no check off', () => {
    const off = new RegExp(['eslint-' + 'disable', '@ts-' + 'ignore', '@ts-' + 'nocheck', '@ts-' + 'expect-error'].join('|'));
    expect(all.filter(({ text }) => off.test(text)).map(({ path }) => path)).toEqual([]);
  });
});

describe('the way to the database', () => {
  const RELATIONS = ['OneToMany', 'ManyToOne', 'OneToOne', 'ManyToMany', 'JoinColumn', 'JoinTable'];
  const isTypeOrm = (source: Source): boolean => source.imports.includes('typeorm');

  it('has entities of columns only: relations over (tenant_id, id) lose rows', () => {
    const imported = (node: ts.Node): boolean => ts.isImportSpecifier(node) && RELATIONS.includes((node.propertyName ?? node.name).text);
    expect(placesOf(product.filter(isTypeOrm), imported)).toEqual([]);
  });

  it('never lets TypeORM decide what to write: no save() and no remove()', () => {
    const writer = /^(this\.)?(db|manager|em|entityManager|repository|\w+Repository|.*getRepository\(.*\))$/s;
    const decides = (node: ts.Node): boolean =>
      ts.isCallExpression(node) &&
      ts.isPropertyAccessExpression(node.expression) &&
      ['save', 'remove', 'softRemove', 'recover'].includes(node.expression.name.text) &&
      writer.test(node.expression.expression.getText());
    expect(placesOf(product, decides)).toEqual([]);
  });
});

describe('the document of the API', () => {
  it('has one shape a name: of two classes with one name it would show one in both places', () => {
    const names = product
      .filter(({ path }) => path.endsWith('.dto.ts'))
      .flatMap(({ tree }) =>
        nodesOf(tree).flatMap((node) => (ts.isClassDeclaration(node) && node.name !== undefined ? [node.name.text] : [])),
      );
    expect(names.filter((name, i) => names.indexOf(name) !== i)).toEqual([]);
  });
});

describe('the rules themselves', () => {
  it('see every file of the product', () => {
    expect(product.length).toBeGreaterThan(50);
    expect(product.flatMap(({ imports }) => imports).length).toBeGreaterThan(100);
  });
});
