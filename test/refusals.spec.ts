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
const documented = new Set(
  documents.flatMap((file) =>
    [...readFileSync(join('docs/refusals', file), 'utf8').matchAll(/^\| `([A-Z0-9_]+)` \|/gm)].map((match) => match[1] ?? ''),
  ),
);

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

  it('have an index that names the file of every module', () => {
    const index = readFileSync('docs/refusals/README.md', 'utf8');
    expect(documents.filter((file) => file !== 'README.md' && !index.includes(`(${file})`))).toEqual([]);
  });
});
