import { describe, expect, it } from 'vitest';
import { language, list, speaker } from '../../src/ui/text.ts';

const english = { accept: 'Accept all', held: '{vendor} is held back', both: '{a} and {b}, {a}' };

describe('speaker()', () => {
  it("says the visitor's language, and English for what is missing", () => {
    const t = speaker({ accept: 'Alle annehmen' }, english);
    expect([t('accept'), t('held', { vendor: 'Films' })]).toEqual(['Alle annehmen', 'Films is held back']);
  });

  it('reads the short names of a served language, and whole names before them', () => {
    const served = { ac: 'Alle annehmen' };
    expect(speaker(served, english)('accept')).toBe('Alle annehmen');
    expect(speaker({ ...served, accept: 'Gern' }, english)('accept')).toBe('Gern');
  });

  it('fills in every name, as often as it stands', () => {
    expect(speaker({}, english)('both', { a: 'one', b: 'two' })).toBe('one and two, one');
  });

  it.each(['$&', '$1', '{b}', '<b>x</b>', '\\'])('fills in "%s" as it is, once', (name) => {
    expect(speaker({}, english)('held', { vendor: name })).toBe(`${name} is held back`);
  });

  it('leaves a name nobody gave as it is', () => {
    expect(speaker({}, english)('both', { a: 'one' })).toBe('one and {b}, one');
  });

  it('lets a site make a text empty', () => {
    expect(speaker({ accept: '' }, english)('accept')).toBe('');
  });
});

describe('language()', () => {
  it.each([
    [undefined, 'en', 'ltr'],
    ['de', 'de', 'ltr'],
    ['pt-BR', 'pt-BR', 'ltr'],
    ['ar', 'ar', 'rtl'],
    ['ar-EG', 'ar-EG', 'rtl'],
    ['he', 'he', 'rtl'],
    ['fa', 'fa', 'rtl'],
    ['ur', 'ur', 'rtl'],
    ['ckb', 'ckb', 'rtl'],
    ['AR', 'AR', 'rtl'],
    ['zh-Hant', 'zh-Hant', 'ltr'],
    ['no such tag', 'no such tag', 'ltr'],
    ['arn', 'arn', 'ltr'],
    ['fab', 'fab', 'ltr'],
  ])('gives %s the language %s, direction %s (WCAG 3.1.2)', (lang, read, dir) => {
    expect(language(lang === undefined ? {} : { lang })).toEqual({ lang: read, dir });
  });
});

describe('list()', () => {
  it.each([
    [undefined, 'A, B, and C'],
    ['de', 'A, B und C'],
    ['ja', 'A、B、C'],
    ['ar', 'A وB وC'],
    ['no such tag', 'A, B, C'],
  ])('speaks %s: "%s"', (lang, words) => {
    expect(list(['A', 'B', 'C'], lang === undefined ? {} : { lang })).toBe(words);
  });

  it('gives one alone, and nothing for none', () => {
    expect([list(['A'], {}), list([], {})]).toEqual(['A', '']);
  });
});
