import { describe, expect, it } from 'vitest';
import { locales } from '../../served-locales.mjs';
import { lifetime, tongues } from '../../src/ui/cookies.tsx';

describe('lifetime()', () => {
  it.each([
    ['P2Y', '2 years'],
    ['P1Y', '1 year'],
    ['P13M', '13 months'],
    ['P2W', '2 weeks'],
    ['P90D', '90 days'],
    ['PT24H', '24 hours'],
    ['PT1M', '1 minute'],
    ['PT30S', '30 seconds'],
    ['P1Y6M', '1 year, 6 months'],
    ['P1M1DT2H1M', '1 month, 1 day, 2 hours, 1 minute'],
  ])('reads %s as "%s"', (duration, words) => {
    expect(lifetime(duration)).toBe(words);
  });

  it.each([
    ['de', '2 Jahre'],
    ['fr', '2 ans'],
    ['pl', '2 lata'],
    ['ja', '2 年'],
  ])('speaks %s: "%s"', (lang, words) => {
    expect(lifetime('P2Y', lang)).toBe(words);
  });

  it.each(locales)('finds words in %s', (lang) => {
    const durations = ['P2Y', 'P13M', 'P2W', 'P90D', 'PT24H', 'PT30M', 'PT1S'];
    const said = durations.map((duration) => lifetime(duration, tongues({ lang })));
    expect(new Set(said).size).toBe(durations.length);
    for (const words of said) expect(words).not.toMatch(/^PT?\d/);
    if (lang !== 'en') expect(said).not.toContain('2 years');
  });

  it.each([
    ['de', '1 Jahr, 6 Monate'],
    ['ar', 'سنة و6 أشهر'],
    ['ja', '1 年 6 か月'],
  ])('speaks %s of more than one unit: "%s"', (lang, words) => {
    expect(lifetime('P1Y6M', tongues({ lang }))).toBe(words);
  });

  it('tells minutes from months', () => {
    expect([lifetime('P1M'), lifetime('PT1M')]).toEqual(['1 month', '1 minute']);
  });

  it('gives nothing for a session', () => {
    expect(lifetime('session')).toBeUndefined();
  });

  it.each(['2 years', '', 'PT1Y', 'P1H', 'P', 'PT', '2Y', 'P0.5Y', 'constructor'])(
    'shows "%s" as the vendor wrote it',
    (text) => {
      expect(lifetime(text)).toBe(text);
    },
  );
});

describe('tongues()', () => {
  it.each([
    [undefined, ['en', 'en-GB']],
    ['mt', ['mt', 'en-GB']],
    ['PT-br', ['pt-BR', 'en-GB']],
    ['no such tag', ['en']],
  ])('asks Intl for %s in %j', (lang, asked) => {
    expect(tongues(lang === undefined ? {} : { lang })).toEqual(asked);
  });
});
