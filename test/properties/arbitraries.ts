/** Random values that several properties draw from: JSON as a hostile hand writes it, texts, decisions. */
import fc from 'fast-check';
import type { Answer, Category, Decision } from '../../src/types.ts';
import { categories } from '../visit.ts';

/** Names that every object inherits, so that a careless look-up finds them. */
export const inherited = [
  '__proto__',
  'constructor',
  'prototype',
  'toString',
  'valueOf',
  'hasOwnProperty',
  'toJSON',
];

/** Any text, lone surrogates and control characters included. */
export const anyText = fc.oneof(
  fc.string({ unit: 'binary', maxLength: 60 }),
  fc
    .array(fc.integer({ min: 0, max: 0xffff }), { maxLength: 20 })
    .map((codes) => String.fromCharCode(...codes)),
  fc.string({ maxLength: 200 }),
);

export const category = fc.constantFrom(...categories);
export const answer = fc.constantFrom<Answer>('granted', 'denied');

/** Any JSON value, whose names and texts are often words that mean something to us. */
export function anyJson(...words: string[]): fc.Arbitrary<unknown> {
  const word = fc.constantFrom(...words, ...inherited, ...categories, 'granted', 'denied', 'v', 'id');
  const { json } = fc.letrec<{ json: unknown }>((tie) => ({
    json: fc.oneof(
      { depthSize: 'small', withCrossShrink: true },
      fc.oneof(
        word,
        fc.string({ maxLength: 12 }),
        fc.boolean(),
        fc.constant(null),
        fc.integer(),
        fc.double(),
      ),
      fc.array(tie('json'), { maxLength: 5 }),
      fc.dictionary(fc.oneof(word, word, fc.string({ maxLength: 8 })), tie('json'), { maxKeys: 6 }),
    ),
  }));
  // As it comes out of a parser: `__proto__` is a name like any other.
  return json.map((value) => JSON.parse(JSON.stringify(value)));
}

const hexadecimal = (length: number) =>
  fc.string({ unit: fc.constantFrom(...'0123456789abcdef'), minLength: length, maxLength: length });
export const uuid = fc.tuple(...[8, 4, 4, 4, 12].map(hexadecimal)).map((parts) => parts.join('-'));

/** Ids as sites choose them, and as they should not. A quotation mark is no part of one. */
export const vendorId = fc.oneof(
  fc.constantFrom(
    'youtube',
    'meta-pixel',
    'vendor.example',
    'vidéo & more; = %',
    '\\',
    '{',
    ',',
    ...inherited,
  ),
  fc.string({ unit: 'binary', minLength: 1, maxLength: 8 }).filter((id) => !id.includes('"')),
);

export const moment = fc
  .date({ min: new Date('2020-01-01T00:00:00Z'), max: new Date('2035-01-01T00:00:00Z'), noInvalidDate: true })
  .map((date) => date.toISOString());

export const answers = fc
  .array(fc.tuple(fc.oneof(category, category, vendorId), answer), { maxLength: 7 })
  .map((entries): Record<string, Answer> => Object.fromEntries(entries));

const plain = { noNullPrototype: true };

export function decision(
  changes: { [Key in keyof Decision]?: fc.Arbitrary<Decision[Key]> } = {},
): fc.Arbitrary<Decision> {
  return fc.record(
    {
      v: fc.constant(1 as const),
      id: uuid,
      at: moment,
      by: fc.constantFrom('banner', 'dialog', 'placeholder', 'gpc', 'opt-out', 'api'),
      regime: fc.constantFrom('gdpr', 'uk-gdpr', 'ccpa', 'us-states', 'house', 'house-notice', ''),
      region: fc.constantFrom('DE', 'GB', 'US-CA', 'unknown'),
      revision: fc.nat({ max: 5 }),
      gpc: fc.boolean(),
      answers,
      ...changes,
    },
    plain,
  );
}

/** The four that may be denied. */
export const deniable = categories.filter(
  (name): name is Exclude<Category, 'essential'> => name !== 'essential',
);
