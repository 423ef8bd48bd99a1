import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { brotliCompressSync, constants } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { purposes } from '../served-locales.mjs';
import { languageFiles, read, root } from './files.ts';

/**
 * What a visitor may download at most, in bytes, compressed. Raised in a commit of its own. All but the locales and the
 * dialog stand above their aims, 6,500 for the core with its guard and 13,000 for a first visit: the README's limitations
 * say what each part costs.
 */
const budgets = {
  core: 19000,
  firstVisit: 26200,
  dialog: 6000,
  locale: 1200,
  purposes: 2000,
};

const compressed = (content: string | Buffer) =>
  brotliCompressSync(content, { params: { [constants.BROTLI_PARAM_QUALITY]: 11 } }).length;
const sizeOf = (...files: string[]) =>
  files.reduce((sum, file) => sum + compressed(readFileSync(join(root, 'dist', file))), 0);

const measured = {
  core: sizeOf('assent.js'),
  firstVisit: sizeOf('assent.js', 'preact.js', 'banner.js'),
  dialog: sizeOf('dialog.js'),
};

describe('dist/', () => {
  it.each(['core', 'firstVisit', 'dialog'] as const)('keeps %s within its budget', (part) => {
    expect(measured[part]).toBeGreaterThan(1000);
    expect(measured[part]).toBeLessThanOrEqual(budgets[part]);
  });

  it.each(languageFiles)('keeps %s within its budget', (file) => {
    expect(sizeOf(file)).toBeLessThanOrEqual(budgets.locale);
  });

  it.each(purposes)('keeps what tags say of themselves in %s within its budget', (locale) => {
    expect(sizeOf(`locales/purposes/${locale}.json`)).toBeLessThanOrEqual(budgets.purposes);
  });
});

describe('README', () => {
  const section = () =>
    /^## What a visitor downloads\n([\s\S]*?)(?=^## |$(?![\s\S]))/m.exec(read('README.md'))?.[1] ?? '';

  it.each([
    ['core', measured.core],
    ['first visit', measured.firstVisit],
    ['dialog', measured.dialog],
  ])('names the measured size of the row "%s"', (row, size) => {
    const cells = section()
      .split('\n')
      .map((line) => line.split('|').map((cell) => cell.replaceAll(/[*`]/g, '').trim()))
      .find(([, first]) => first?.toLowerCase().startsWith(row));
    expect(cells?.[2]).toBe(`${(size / 1000).toFixed(1)} kB`);
  });
});
