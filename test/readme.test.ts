import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { readEntry } from '../src/server.ts';
import { blocksOf, complaints } from './compile.ts';
import { read, root } from './files.ts';

const blocks = (language: string) => blocksOf('README.md', language);

describe('README', () => {
  it('has examples to check', () => {
    expect(blocks('ts').length).toBeGreaterThan(0);
    expect(blocks('html').length).toBeGreaterThan(0);
  });

  it('compiles every example', { timeout: 120_000 }, () => {
    expect(complaints(blocks('ts'))).toEqual([]);
  });

  it.each(['react', 'preact'])('compiles every component for %s', { timeout: 120_000 }, (name) => {
    const components = blocks('tsx').map(({ code, ...where }) => ({
      ...where,
      code: `/** @jsxRuntime automatic */ /** @jsxImportSource ${name} */ ${code.replaceAll('assent/react', `assent/${name}`)}`,
    }));
    expect(components.length).toBeGreaterThan(0);
    expect(complaints(components, {}, 'tsx')).toEqual([]);
  });

  it('is checked by a compiler that complains', { timeout: 120_000 }, () => {
    const wrong = `import { start } from 'assent';\nstart({ revision: 'three' });\nstart({}).allow('analytics');\n`;
    expect(complaints([{ file: 'wrong.md', line: 1, code: wrong }])).toEqual([
      expect.stringContaining("'string' is not assignable to type 'number'"),
      expect.stringContaining("'allow' does not exist"),
    ]);
  });

  it('parses every JSON example', () => {
    for (const { file, line, code } of blocks('json')) {
      expect(() => JSON.parse(code), `${file}, the block at line ${line}`).not.toThrow();
    }
  });

  it('parses the options in every HTML example', () => {
    const options = blocks('html').flatMap(({ code, line }) =>
      [...code.matchAll(/<script\b[^>]*type="application\/json"[^>]*>([\s\S]*?)<\/script>/g)].map(
        ([, json = '']) => ({ json, line }),
      ),
    );
    expect(options.length).toBeGreaterThan(0);
    for (const { json, line } of options)
      expect(() => JSON.parse(json), `the block at line ${line}`).not.toThrow();
  });

  it('leads to files that are there', async () => {
    const { existsSync } = await import('node:fs');
    const links = [...read('README.md').matchAll(/\]\((?!https?:|#|mailto:)([^)#\s]+)/g)].map(
      ([, path = '']) => path,
    );
    expect(links.filter((path) => !existsSync(join(root, path)))).toEqual([]);
  });
});

describe('docs/records.md', () => {
  it('shows an entry that gives its own hash', async () => {
    const [{ code = '' } = {}] = blocksOf('docs/records.md', 'json');
    expect(await readEntry(code)).not.toBeNull();
    expect(Object.keys(JSON.parse(code))).toEqual(
      'v key receipt surface texts before previous hash'.split(' '),
    );
  });
});
