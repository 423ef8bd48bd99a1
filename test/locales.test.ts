import { basename } from 'node:path';
import { describe, expect, it } from 'vitest';
import { filesIn, read } from './files.ts';

type Texts = Record<string, string>;
const files = filesIn('locales');
const texts = (file: string): Texts => JSON.parse(read(file));
const english = texts('locales/en.json');
const placeholders = (text: string) => [...text.matchAll(/\{[^}]*\}/g)].map(([name]) => name).sort();

describe('locales/', () => {
  it('has English, and nothing but JSON', () => {
    expect(files).toContain('locales/en.json');
    expect(files.filter((file) => !/^locales\/[a-z]{2,3}(-[A-Za-z]{2,4})?\.json$/.test(file))).toEqual([]);
  });

  it('uses every English text in src/', () => {
    const source = filesIn('src')
      .filter((file) => /\.tsx?$/.test(file))
      .map(read)
      .join('\n');
    // A category's title and text are looked up by the category's name.
    const used = (key: string) =>
      new RegExp(`\\b${key}\\b`).test(source) ||
      /^(essential|functional|analytics|targeting|social)(Title|Text)$/.test(key);
    expect(Object.keys(english).filter((key) => !used(key))).toEqual([]);
  });
});

describe.each(files)('%s', (file) => {
  const own = texts(file);

  it('has exactly the keys of English, in their order', () => {
    expect(Object.keys(own)).toEqual(Object.keys(english));
  });

  it('has no empty text, and text only', () => {
    for (const text of Object.values(own)) expect(text).toMatch(/\S/);
  });

  it('has the same placeholders in every text', () => {
    for (const [key, text] of Object.entries(english)) {
      expect({ key, names: placeholders(own[key] ?? '') }).toEqual({ key, names: placeholders(text) });
    }
  });

  it('has no markup and no stray space', () => {
    for (const text of Object.values(own)) {
      expect(text).not.toMatch(/[<>]|&\w+;|&#|\]\(|\\n/);
      expect(text).toBe(text.trim().replaceAll(/ {2,}/g, ' '));
    }
  });

  it('is named as a browser names the language', () => {
    const name = basename(file, '.json');
    expect(Intl.getCanonicalLocales(name)).toEqual([name]);
  });
});
