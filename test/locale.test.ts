import { describe, expect, it, vi } from 'vitest';
import { chooseLocale, fetchTexts } from '../src/locale.ts';

describe('chooseLocale()', () => {
  const have = ['ar', 'de', 'en', 'fr', 'pt', 'pt-BR', 'zh-Hant'];

  it.each([
    { wanted: ['de'], locale: 'de' },
    { wanted: ['de-AT'], locale: 'de' },
    { wanted: ['DE-at'], locale: 'de' },
    { wanted: ['pt-BR'], locale: 'pt-BR' },
    { wanted: ['pt-br'], locale: 'pt-BR' },
    { wanted: ['pt-PT'], locale: 'pt' },
    { wanted: ['zh-hant'], locale: 'zh-Hant' },
    { wanted: ['it', 'fr-CH', 'de'], locale: 'fr' },
    { wanted: ['en-GB', 'de'], locale: 'en' },
    { wanted: ['', 'de'], locale: 'de' },
    { wanted: ['it', 'sv'], locale: 'en' },
    { wanted: [], locale: 'en' },
    { wanted: ['../secret', 'd'], locale: 'en' },
  ])('chooses $locale for $wanted', ({ wanted, locale }) => {
    expect(chooseLocale(wanted, have)).toBe(locale);
  });

  it('chooses English where there is nothing else', () => {
    expect(chooseLocale(['de'], [])).toBe('en');
  });
});

describe('fetchTexts()', () => {
  it('never fetches English', async () => {
    const fetch = vi.fn();
    vi.stubGlobal('fetch', fetch);
    expect(await fetchTexts('https://shop.example/assent/', ['en-GB'])).toEqual({});
    expect(await fetchTexts('https://shop.example/assent/', ['tlh'])).toEqual({});
    expect(fetch).not.toHaveBeenCalled();
  });
});
