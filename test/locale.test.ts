import { describe, expect, it, vi } from 'vitest';
import { locales } from '../served-locales.mjs';
import { chooseLocale, fetchTexts } from '../src/locale.ts';

describe('chooseLocale()', () => {
  it.each(locales)('chooses %s for itself', (locale) => {
    expect(chooseLocale([locale], locales)).toBe(locale);
    expect(chooseLocale([locale.toLowerCase()], locales)).toBe(locale);
  });

  it.each([
    // By language alone.
    ['de-AT', 'de'],
    ['DE-at', 'de'],
    ['de-CH-1996', 'de'],
    ['en-GB', 'en'],
    ['es-419', 'es'],
    ['ar-EG', 'ar'],
    ['fr-u-ca-buddhist', 'fr'],
    ['pt-PT', 'pt'],
    ['pt-AO', 'pt'],
    ['pt-br', 'pt-BR'],
    // By the script that is read there.
    ['zh', 'zh-Hans'],
    ['zh-CN', 'zh-Hans'],
    ['zh-SG', 'zh-Hans'],
    ['zh-Hans-HK', 'zh-Hans'],
    ['cmn', 'zh-Hans'],
    ['zh-TW', 'zh-Hant'],
    ['zh-HK', 'zh-Hant'],
    ['zh-MO', 'zh-Hant'],
    ['zh-Hant-CN', 'zh-Hant'],
    ['zh-hant', 'zh-Hant'],
    ['sr-RS', 'sr'],
    ['sr-Cyrl-BA', 'sr'],
    ['sr-Latn-RS', 'sr-Latn'],
    ['sr-ME', 'sr-Latn'],
    ['cnr', 'sr-Latn'],
    // By other names.
    ['sh', 'sr-Latn'],
    ['no', 'nb'],
    ['no-NO', 'nb'],
    ['nb-NO', 'nb'],
    ['nn', 'nb'],
    ['nn-NO', 'nb'],
    ['iw', 'he'],
    ['iw-IL', 'he'],
    ['in', 'id'],
    ['mo', 'ro'],
    ['bs', 'hr'],
    ['bs-BA', 'hr'],
    // Not ours.
    ['tlh', 'en'],
    ['no-such-language-at-all', 'en'],
    ['../secret', 'en'],
    ['d', 'en'],
    ['', 'en'],
  ])('reads %s in %s', (wanted, locale) => {
    expect(chooseLocale([wanted], locales)).toBe(locale);
  });

  it.each([
    { wanted: ['tlh', 'fr-CH', 'de'], locale: 'fr' },
    { wanted: ['', 'de'], locale: 'de' },
    { wanted: ['d', 'zh-HK', 'en'], locale: 'zh-Hant' },
    { wanted: ['en-GB', 'de'], locale: 'en' },
    { wanted: ['tlh', 'eo'], locale: 'en' },
    { wanted: [], locale: 'en' },
  ])('chooses $locale, the first we have of $wanted', ({ wanted, locale }) => {
    expect(chooseLocale(wanted, locales)).toBe(locale);
  });

  it('chooses English where there is nothing else', () => {
    expect(chooseLocale(['de'], [])).toBe('en');
  });
});

describe('fetchTexts()', () => {
  const folder = 'https://shop.example/assent/';
  const answers = (status: number, body: string) => {
    const fetch = vi.fn(async (_address: string, _how?: RequestInit) => new Response(body, { status }));
    vi.stubGlobal('fetch', fetch);
    return fetch;
  };

  it('never fetches English', async () => {
    const fetch = answers(200, '{}');
    expect(await fetchTexts(folder, ['en-GB'])).toEqual({});
    expect(await fetchTexts(folder, ['tlh'])).toEqual({});
    expect(fetch).not.toHaveBeenCalled();
  });

  it('fetches one file, and says which language it is', async () => {
    const fetch = answers(200, '{"close":"關閉"}');
    expect(await fetchTexts(folder, ['zh-HK', 'de'])).toEqual({ close: '關閉', lang: 'zh-Hant' });
    expect(fetch.mock.calls.map(([address]) => address)).toEqual([`${folder}locales/zh-Hant.json`]);
  });

  it('does not wait for ever', async () => {
    vi.spyOn(AbortSignal, 'timeout').mockReturnValue(AbortSignal.abort(new Error('too late')));
    vi.stubGlobal('fetch', async (_address: string, { signal }: RequestInit) => signal?.throwIfAborted());
    await expect(fetchTexts(folder, ['de'])).rejects.toThrow('too late');
    expect(AbortSignal.timeout).toHaveBeenCalledWith(3000);
  });

  it.each([
    ['that is missing', 404, ''],
    ['that is a page of HTML', 200, '<!doctype html>'],
    ['that is cut off', 200, '{"accept":"Alle'],
  ])('fails for a file %s', async (_what, status, body) => {
    answers(status, body);
    await expect(fetchTexts(folder, ['de'])).rejects.toThrow();
  });
});
