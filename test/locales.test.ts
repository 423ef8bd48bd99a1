import { basename } from 'node:path';
import { describe, expect, it } from 'vitest';
import { servedLocale } from '../served-locales.mjs';
import { speaker } from '../src/ui/text.ts';
import { filesIn, languageFiles, read } from './files.ts';

type Texts = Record<string, string>;
const files = languageFiles;
const texts = (file: string): Texts => JSON.parse(read(file));
const english = texts('locales/en.json');
const placeholders = (text: string) => [...text.matchAll(/\{[^}]*\}/g)].map(([name]) => name).sort();

/** Letters of a text, its placeholders and what has one spelling everywhere left out. */
const letters = (text: string) =>
  text.replaceAll(/\{\w+\}|Global Privacy Control|cookies?|SNS/gi, '').match(/\p{L}/gu) ?? [];

/** Scripts other than Latin (Unicode, "Script_Extensions"). */
const scripts: Record<string, string> = {
  ar: 'Arabic',
  bg: 'Cyrillic',
  el: 'Greek',
  he: 'Hebrew',
  hi: 'Devanagari',
  ja: 'Hiragana Katakana Han',
  ko: 'Hangul',
  ru: 'Cyrillic',
  sr: 'Cyrillic',
  th: 'Thai',
  uk: 'Cyrillic',
  'zh-Hans': 'Han',
  'zh-Hant': 'Han',
};
/** Letters that tell a language from its neighbours, and words of ours must use. */
const ownLetters: Record<string, string> = {
  bg: 'ъщ',
  cs: 'ěřů',
  da: 'æø',
  de: 'äß',
  es: 'óú',
  et: 'õä',
  fr: 'éà',
  hr: 'čš',
  hu: 'őű',
  is: 'þð',
  ja: 'の',
  lt: 'ėų',
  lv: 'āņ',
  mt: 'ħġ',
  nb: 'øå',
  pl: 'łż',
  'pt-BR': 'ãç',
  pt: 'ãç',
  ro: 'șț',
  ru: 'ыэ',
  sk: 'ľ',
  sr: 'јћ',
  'sr-Latn': 'ćž',
  sv: 'åö',
  tr: 'ğı',
  uk: 'їє',
  vi: 'đạ',
  'zh-Hans': '选择',
  'zh-Hant': '選擇',
};

/** Marks around a quoted word, as the language sets them. */
const quotes: Record<string, string> = {
  '“”': 'en ga hi id mt nl pt-BR th tr vi zh-Hans',
  '„“': 'bg cs de et is lt sk sr sr-Latn',
  '„”': 'hr hu lv pl ro',
  '””': 'fi sv',
  '«»': 'ar ca el es fr it nb pt ru uk',
  '»«': 'da sl',
  '״״': 'he',
  '「」': 'ja zh-Hant',
  '‘’': 'ko',
};

describe('locales/', () => {
  it('has English, and nothing but JSON', () => {
    expect(files).toContain('locales/en.json');
    expect(files.filter((file) => !/^locales\/[a-z]{2,3}(-[A-Za-z]{2,4})?\.json$/.test(file))).toEqual([]);
  });

  it('has Serbian in both of its scripts, word for word', () => {
    const pairs =
      'аa бb вv гg дd ђđ еe жž зz иi јj кk лl љlj мm нn њnj оo пp рr сs тt ћć уu фf хh цc чč џdž шš';
    const latin = new Map(pairs.split(' ').map(([cyrillic = '', ...rest]) => [cyrillic, rest.join('')]));
    const small = (text: string) =>
      text.toLowerCase().replaceAll(/\p{L}/gu, (letter) => latin.get(letter) ?? letter);
    const [cyrillic, latinised] = [texts('locales/sr.json'), texts('locales/sr-Latn.json')];
    for (const [key, text] of Object.entries(cyrillic))
      expect(small(text)).toBe(latinised[key]?.toLowerCase());
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
  const name = basename(file, '.json');

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
    expect(Intl.getCanonicalLocales(name)).toEqual([name]);
  });

  it('says every text in its own words, none in English', () => {
    const copied = Object.keys(english).filter((key) => own[key] === english[key]);
    expect(copied).toEqual(name === 'en' ? Object.keys(english) : []);
  });

  it('is written in the letters of its language', () => {
    const script = (scripts[name] ?? 'Latin').split(' ');
    const ofIts = new RegExp(script.map((one) => `\\p{Script_Extensions=${one}}`).join('|'), 'u');
    for (const [key, text] of Object.entries(own)) {
      const strange = letters(text).filter((letter) => !ofIts.test(letter));
      expect({ key, strange: strange.join('') }).toEqual({ key, strange: '' });
    }
    const all = Object.values(own).join('');
    for (const letter of ownLetters[name] ?? '') expect(all).toContain(letter);
  });

  it('names the button "choose" as it is called, in the quotation marks of its language', () => {
    const [marks = ''] = Object.entries(quotes).find(([, names]) => names.split(' ').includes(name)) ?? [];
    // French keeps them apart from the word.
    expect(own.bannerText?.replaceAll('\u00a0', '')).toContain(`${marks[0]}${own.choose}${marks[1]}`);
    for (const text of Object.values(own)) expect(text).not.toMatch(/["']/);
  });

  it('is not much longer than English, so that it fits where English does', () => {
    for (const [key, text] of Object.entries(own)) {
      expect({
        key,
        length: text.length,
        fits: text.length <= 12 + 1.5 * (english[key]?.length ?? 0),
      }).toMatchObject({
        fits: true,
      });
    }
  });

  it('gives acceptance and refusal words of like length', () => {
    const { accept = '', reject = '' } = own;
    expect(Math.abs(accept.length - reject.length)).toBeLessThanOrEqual(5);
    expect([accept, reject].join()).not.toMatch(/[!？！]/);
  });

  it('is served whole, and each text found by its name', () => {
    const served = JSON.parse(servedLocale(name));
    const t = speaker(served, Object.fromEntries(Object.keys(english).map((key) => [key, 'not served'])));
    expect(Object.fromEntries(Object.keys(english).map((key) => [key, t(key)]))).toEqual(own);
    // The core says this one by its name.
    expect(served.optedOut).toBe(own.optedOut);
  });
});
