import { brotliCompressSync, constants } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { readTags } from '../declarations.mjs';
import { read } from './files.ts';

/** What a fetched tag may cost at most, in bytes, compressed: beside the words of its declaration, and with them. */
const budgets = { code: 540, file: 810 };

const compressed = (content: string) =>
  brotliCompressSync(content, { params: { [constants.BROTLI_PARAM_QUALITY]: 11 } }).length;

describe('dist/tags/', () => {
  it.each(readTags())('keeps the file of $id within its budget', ({ id, vendor }) => {
    const file = compressed(read(`dist/tags/${id}.js`));
    // As the minifier writes it.
    const words = compressed(JSON.stringify(vendor).replace(/"(\w+)":/g, '$1:'));
    expect(words).toBeGreaterThan(100);
    expect(file - words).toBeLessThanOrEqual(budgets.code);
    expect(file).toBeLessThanOrEqual(budgets.file);
  });

  it.each(readTags())('gives the file of $id one name, and leaves nothing to fetch after it', ({ id }) => {
    const code = read(`dist/tags/${id}.js`);
    expect(code).toMatch(/export\{\w+ as make\};/);
    expect(code).not.toMatch(/\bimport\b/);
  });
});
