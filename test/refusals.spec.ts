import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from '@jest/globals';
import ts from 'typescript';

/** Clients decide by a refusal's code, so each is written down, and none is written down that cannot occur. */

const sourcesIn = (folder: string): readonly ts.SourceFile[] =>
  readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter((file) => file.endsWith('.ts') && !file.endsWith('.spec.ts'))
    .map((file) => ts.createSourceFile(file, readFileSync(join(folder, file), 'utf8'), ts.ScriptTarget.Latest, true));

const nodesOf = (node: ts.Node): readonly ts.Node[] => {
  const nodes: ts.Node[] = [node];
  ts.forEachChild(node, (child) => void nodes.push(...nodesOf(child)));
  return nodes;
};

const isCode = (node: ts.Node): node is ts.StringLiteralLike =>
  ts.isStringLiteralLike(node) && /^[A-Z]+(_[A-Z0-9]+)+$|^FORBIDDEN$|^INTERNAL$/.test(node.text);

/** Codes that stand in a `new DomainError(…)`, or are handed to whatever makes one in the same file. */
const codesIn = (sources: readonly ts.SourceFile[]): readonly string[] =>
  sources
    .filter((source) => source.text.includes('DomainError'))
    .flatMap((source) => nodesOf(source).filter((node) => ts.isNewExpression(node) && node.expression.getText() === 'DomainError'))
    .flatMap((made) => {
      const code = (made as ts.NewExpression).arguments?.[0];
      return code === undefined ? [] : nodesOf(code).filter(isCode);
    })
    .map((literal) => literal.text);

const documents = readdirSync('docs/refusals').filter((file) => file.endsWith('.md'));
/** The codes in the first column of a table. */
const codesOf = (document: string): readonly string[] =>
  [...document.matchAll(/^\|([^|]+)\|/gm)].flatMap(([, cell = '']) => [...cell.matchAll(/`([A-Z0-9_]+)`/g)].map(([, code = '']) => code));

const documented = new Set(documents.flatMap((file) => codesOf(readFileSync(join('docs/refusals', file), 'utf8'))));

describe('refusals', () => {
  it('are all written down in docs/refusals with their codes', () => {
    const thrown = [...sourcesIn('src/modules'), ...sourcesIn('src/platform/http'), ...sourcesIn('src/platform/db')];
    expect([...new Set(codesIn(thrown))].filter((code) => !documented.has(code)).sort()).toEqual([]);
  });

  it('that are written down can occur', () => {
    const text = new Set(
      sourcesIn('src')
        .flatMap(nodesOf)
        .filter(ts.isStringLiteralLike)
        .map((literal) => literal.text),
    );
    expect([...documented].filter((code) => !text.has(code)).sort()).toEqual([]);
  });

  it('have an index that names the file of every module, and no other', () => {
    const index = readFileSync('docs/refusals/README.md', 'utf8');
    const named = [...index.matchAll(/\(([a-z-]+\.md)\)/g)].map(([, file]) => file);
    expect(named.sort()).toEqual(documents.filter((file) => file !== 'README.md').sort());
  });
});
