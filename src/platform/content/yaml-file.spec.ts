import { mkdtemp, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from '@jest/globals';
import { parseYaml, readYaml } from './yaml-file.js';

describe('reading YAML', () => {
  it('finds the line of a path, or of the nearest place there is', () => {
    const { lineOf } = parseYaml(
      'a.yaml',
      'id: x\nquestions:\n  - id: R1\n    text:\n      en: "Why?"\n  - id: R2\n    visible: >-\n      answers.R1\n',
    );
    expect(lineOf('questions/0/text/en')).toBe(5);
    expect(lineOf('questions/0/text')).toBe(4);
    expect(lineOf('questions/1')).toBe(6);
    expect(lineOf('questions/1/visible')).toBe(7);
    expect(lineOf('questions/1/weight')).toBe(6);
    expect(lineOf('nothing')).toBe(1);
    expect(lineOf('')).toBe(1);
  });

  it('reports every key that stands twice, with its line', () => {
    const { value, problems } = parseYaml('a.yaml', 'a: 1\nb:\n  c: 1\n  c: 2\na: 2\n');
    expect(value).toBeNull();
    expect(problems.map(({ line, code }) => `${line} ${code}`).sort()).toEqual(['4 YAML_DUPLICATE_KEY', '5 YAML_DUPLICATE_KEY']);
  });

  it('reports a syntax error with its line', () => {
    expect(parseYaml('a.yaml', 'a: 1\nb: [1, 2\nc: 3\n').problems[0]).toMatchObject({ file: 'a.yaml', code: 'YAML_SYNTAX' });
    expect(parseYaml('a.yaml', 'a: 1\nb: "x\n').problems[0]?.line).toBeGreaterThan(1);
  });

  it('refuses aliases that unfold without end', () => {
    const levels = Array.from({ length: 9 }, (_, i) => `l${i + 1}: &l${i + 1} [${Array.from({ length: 9 }, () => `*l${i}`).join(', ')}]`);
    const { value, problems } = parseYaml('bomb.yaml', ['l0: &l0 [x]', ...levels].join('\n'));
    expect(value).toBeNull();
    expect(problems.map(({ code }) => code)).toEqual(['YAML_REFUSED']);
  });

  it('refuses nesting that would exhaust the stack', () => {
    const { value, problems } = parseYaml('deep.yaml', '['.repeat(100_000));
    expect(value).toBeNull();
    expect(problems.length).toBeGreaterThan(0);
  });

  it('keeps dates and bare words as they were written', () => {
    expect(parseYaml('a.yaml', 'a: 2026-11-23\nb: no\nc: "yes"\n').value).toEqual({ a: '2026-11-23', b: 'no', c: 'yes' });
  });

  it('finds many keys in a short time', () => {
    const text = Array.from({ length: 50_000 }, (_, i) => `key${i}: ${i}`).join('\n');
    expect(parseYaml('many.yaml', text).problems).toEqual([]);
  });
});

describe('reading a file', () => {
  it('says what is wrong with a file that is missing, too large, a folder or not UTF-8', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'plumbline-'));
    await writeFile(join(folder, 'large.yaml'), Buffer.alloc(2_000_001, 'a'));
    await writeFile(join(folder, 'latin.yaml'), Buffer.from([0x61, 0x3a, 0x20, 0xe9]));
    const codes = await Promise.all(
      ['none.yaml', 'large.yaml', '.', 'latin.yaml'].map(async (name) => (await readYaml(folder, name)).problems[0]?.code),
    );
    expect(codes).toEqual(['FILE_MISSING', 'FILE_TOO_LARGE', 'FILE_UNREADABLE', 'FILE_NOT_UTF8']);
  });
});
