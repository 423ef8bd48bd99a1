import { describe, expect, it } from 'vitest';
import { readTags } from '../declarations.mjs';
import { locales, purposes, servedPurposes } from '../served-locales.mjs';
import { read } from './files.ts';

/** Every sentence that a tag of ours says of itself or of a cookie. */
const english = [
  ...new Set(
    readTags().flatMap(({ vendor }) => [vendor.purpose, ...vendor.cookies.map(({ purpose }) => purpose)]),
  ),
].sort();
const wordsOf = (locale: string): Record<string, string> =>
  JSON.parse(read(`locales/purposes/${locale}.json`));

describe('locales/purposes/', () => {
  it('has every language but English', () => {
    expect([...purposes, 'en'].sort()).toEqual([...locales].sort());
    expect(english.length).toBeGreaterThan(50);
  });

  it('knows no sentence that none of our tags says', () => {
    const stale = Object.keys(wordsOf('de')).filter((sentence) => !english.includes(sentence));
    expect(stale).toEqual([]);
  });

  // A new vendor's sentence is said in English, and marked so, until it is translated.
  it.each(purposes)('says in %s what the other languages say', (locale) => {
    expect(Object.keys(wordsOf(locale)).sort()).toEqual(Object.keys(wordsOf('de')).sort());
  });

  it.each(purposes)('says it in the words of %s', (locale) => {
    const translated = Object.entries(wordsOf(locale));
    expect(translated.filter(([from, to]) => !to.trim() || to === from)).toEqual([]);
    // Names stay as they are.
    const names = /Google|Facebook|Instagram|LinkedIn|Pinterest|Reddit|TikTok|Bing|dnt=1/g;
    for (const [from, to] of translated)
      expect(to).toContain([...from.matchAll(names)].join(' ').slice(0, 4));
  });

  it.each(purposes)('is served as it is in %s', (locale) => {
    expect(JSON.parse(servedPurposes(locale))).toEqual(wordsOf(locale));
  });
});
