import { describe, expect, it } from 'vitest';
import { language, linked, list, speaker } from '../../src/ui/text.ts';

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

describe('linked()', () => {
  /** Text as it is, links as `<address words>`. */
  const shown = (text: string) =>
    linked(text)
      .map((part) => {
        const { type, props } = part as { type?: string; props?: { href: string; children: string } };
        return type ? `<${type} ${props?.href} ${props?.children}>` : part;
      })
      .join('');

  it.each([
    ['No link here.', 'No link here.'],
    ['See [how](/privacy#how).', 'See <a /privacy#how how>.'],
    ['[One](/1) and [two words](https://x.example/2)', '<a /1 One> and <a https://x.example/2 two words>'],
    ['[mail us](mailto:us@x.example)', '<a mailto:us@x.example mail us>'],
    ['<b>[x]</b> (y) [z] (w)', '<b>[x]</b> (y) [z] (w)'],
    ['[]()', '[]()'],
    ['[terms](terms.html)', '<a terms.html terms>'],
    ['[no](javascript:alert(1)) [no](data:text/html,x)', '[no](javascript:alert(1)) [no](data:text/html,x)'],
    ['', ''],
  ])('makes of "%s" "%s"', (text, parts) => {
    expect(shown(text)).toBe(parts);
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
