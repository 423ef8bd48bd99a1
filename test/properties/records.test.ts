import fc from 'fast-check';
import { describe } from 'vitest';
import { createAnswering } from '../../src/consent.ts';
import { createActs } from '../../src/decide.ts';
import { refusals, stillSpeaks } from '../../src/recall.ts';
import { decode, encode } from '../../src/storage/codec.ts';
import { createRecords } from '../../src/storage/index.ts';
import { newest } from '../../src/storage/newest.ts';
import type { Decision } from '../../src/types.ts';
import { openPage } from '../page.ts';
import { notice, regimes, settingsOf, visitOf } from '../visit.ts';
import { answers, anyJson, anyText, decision, deniable, moment } from './arbitraries.ts';
import { alike, holds, must } from './cases.ts';

const day = 24 * 60 * 60 * 1000;

/** The shape of the contract, name by name. */
function isWhole(read: unknown): read is Decision {
  if (typeof read !== 'object' || read === null) return false;
  if (Object.getPrototypeOf(read) !== Object.prototype) return false;
  const { v, id, at, by, regime, region, revision, gpc, answers } = read as Record<string, unknown>;
  const names = 'answers at by gpc id regime region revision v';
  if (Object.getOwnPropertyNames(read).sort().join(' ') !== names) return false;
  if (v !== 1 || typeof id !== 'string' || typeof at !== 'string') return false;
  if (!/^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/.test(id)) return false;
  if (!at.endsWith('Z') || at[10] !== 'T' || Number.isNaN(new Date(at).getTime())) return false;
  if (!['banner', 'dialog', 'placeholder', 'gpc', 'opt-out', 'api'].includes(by as string)) return false;
  if (typeof regime !== 'string' || typeof region !== 'string' || typeof gpc !== 'boolean') return false;
  if (typeof revision !== 'number' || revision % 1 !== 0 || revision < 0) return false;
  if (typeof answers !== 'object' || answers === null) return false;
  if (Object.getPrototypeOf(answers) !== Object.prototype) return false;
  return Object.entries(answers).every(
    ([name, answer]) => name !== '' && (answer === 'granted' || answer === 'denied'),
  );
}

/** What a text grants, read without our codec. */
function grantsOf(text: string): string[] {
  const { answers } = JSON.parse(decodeURIComponent(text));
  return Object.keys(answers).filter((name) => answers[name] === 'granted');
}

function wholeOrNothing(text: string): void {
  const read = decode(text);
  if (read === null) return;
  must(isWhole(read), read);
  const granted = grantsOf(text);
  for (const [name, answer] of Object.entries(read.answers))
    must(answer === 'denied' || granted.includes(name), name);
  for (const polluted in {}) must(false, polluted);
}

/** One act of a hostile hand or a broken wire on a text. */
const harm = fc.record({
  kind: fc.constantFrom('cut', 'drop', 'replace', 'insert', 'double', 'swap'),
  from: fc.nat({ max: 500 }),
  length: fc.nat({ max: 40 }),
  text: fc.oneof(
    anyText,
    fc.constantFrom('"', '\\', '}', '{', ',', '%', '%22', 'granted', 'denied', '\\u0022', '-', '0', ':'),
  ),
});

function harmed(
  text: string,
  { kind, from, length, text: other }: typeof harm extends fc.Arbitrary<infer Harm> ? Harm : never,
) {
  const at = from % (text.length + 1);
  const [before, middle, after] = [text.slice(0, at), text.slice(at, at + length), text.slice(at + length)];
  if (kind === 'cut') return before;
  if (kind === 'drop') return before + after;
  if (kind === 'replace') return before + other + after;
  if (kind === 'insert') return before + other + middle + after;
  if (kind === 'double') return before + middle + middle + after;
  return after + middle + before;
}

const harms = fc.array(harm, { minLength: 1, maxLength: 3 });
const part = anyJson('v', 'at', 'by', 'answers', 'regime', 'gdpr', 'banner', 'gpc');
const almostUuid = fc.string({ unit: fc.constantFrom(...'0123456789abcdef-'), minLength: 36, maxLength: 36 });

/** Records with wire damage, with one part of another kind, and with names that reach for a prototype. */
const brokenRecord = fc.oneof(
  fc.tuple(decision(), harms).map(([whole, acts]) => acts.reduce(harmed, encode(whole))),
  fc.tuple(decision(), harms).map(([whole, acts]) => acts.reduce(harmed, JSON.stringify(whole))),
  fc
    .tuple(
      decision(),
      fc.constantFrom('v', 'id', 'at', 'by', 'regime', 'region', 'revision', 'gpc', 'answers'),
      fc.oneof(part, almostUuid),
    )
    .map(([whole, name, other]) => JSON.stringify({ ...whole, [name]: other })),
  fc
    .tuple(
      decision(),
      fc.constantFrom('__proto__', 'constructor', 'toString', 'toJSON', 'valueOf'),
      fc.oneof(part, decision()),
      fc.boolean(),
    )
    .map(([whole, name, other, inside]) => {
      const entry = `{${JSON.stringify(name)}:${JSON.stringify(other)},`;
      const text = JSON.stringify(whole);
      return inside ? text.replace('"answers":{', `"answers":${entry}`) : text.replace('{', entry);
    }),
  fc
    .tuple(decision(), fc.dictionary(fc.string(), part))
    .map(([whole, answers]) => JSON.stringify({ ...whole, answers })),
);
const stored = fc.oneof(brokenRecord, decision().map(encode), fc.constantFrom('', 'null', '{}'), anyText);

describe('decode()', () => {
  const json = part.map((value) => JSON.stringify(value));
  holds(
    'reads any text without a throw, and nothing but whole decisions',
    fc.property(fc.oneof(anyText, json, json.map(encodeURIComponent)), wholeOrNothing),
  );

  holds(
    'reads any broken record without a throw, and grants nothing its text did not',
    fc.property(brokenRecord, wholeOrNothing),
  );

  holds(
    'gives back every decision it encodes',
    fc.property(decision(), (whole) => {
      must(isWhole(whole), whole);
      must(alike(decode(encode(whole)), whole), decode(encode(whole)));
    }),
  );
});

describe('newest()', () => {
  const few = fc.constantFrom('2026-03-01T09:00:00.000Z', '2026-03-01T09:00:00Z', '2026-03-02T09:00:00.000Z');
  holds(
    'takes the latest of any readings, of equally late ones the one that grants least',
    fc.property(
      fc.array(fc.option(decision({ at: fc.oneof(few, moment) })), { maxLength: 4 }),
      (readings) => {
        const won = newest(...readings);
        must(!won || readings.includes(won), won);
        for (const other of readings) must(!other || (won && !goesBefore(other, won)), won, other);
      },
    ),
  );
});

/** Tells whether a decision has to be taken in place of another. */
function goesBefore(one: Decision, other: Decision): boolean {
  const [late, later] = [new Date(other.at).getTime(), new Date(one.at).getTime()];
  const count = ({ answers }: Decision) => JSON.stringify(Object.values(answers)).split('granted').length;
  return later > late || (later === late && count(one) < count(other));
}

describe('stillSpeaks()', () => {
  const regime = fc.constantFrom(regimes.gdpr, regimes.ccpa, notice, { ...notice, id: 'house' });
  holds(
    'recalls a decision by age, revision and strictness alone',
    fc.property(
      decision(),
      fc.option(regime, { nil: undefined }),
      regime,
      fc.nat({ max: 5 }),
      fc.nat({ max: 400 }),
      fc.integer({ min: -400 * day, max: 800 * day }),
      (made, madeUnder, today, revision, days, age) => {
        const now = new Date(made.at).getTime() + age;
        let speaks = true;
        if (age < 0) speaks = false;
        if (age > days * day) speaks = false;
        if (made.revision !== revision) speaks = false;
        if (made.regime !== today.id) {
          if (!madeUnder) speaks = false;
          if (today.model === 'opt-in' && madeUnder?.model !== 'opt-in') speaks = false;
          if (today.model === 'opt-out' && madeUnder?.model === 'notice') speaks = false;
        }
        must(stillSpeaks(made, madeUnder, today, revision, days, now) === speaks, speaks);
      },
    ),
  );
});

describe('refusals()', () => {
  holds(
    'keeps of any answers the refusals alone',
    fc.property(answers, (given) => {
      const left = refusals(given);
      for (const name of Object.keys(given)) {
        must((Object.hasOwn(left, name) ? left[name] : 'granted') === given[name], name);
      }
      must(!Object.values(left).includes('granted'), left);
    }),
  );
});

describe('createRecords()', () => {
  const { cookie } = settingsOf();
  /** A page that finds these texts where the record is kept. */
  function openWith(inCookie: string, inCopy: string) {
    const { jar, local } = openPage();
    jar.write(`assent=${inCookie}`);
    local.assent = inCopy;
    const kept = jar.read();
    return [kept.startsWith('assent=') ? kept.slice(7) : '', inCopy].map(decode);
  }

  holds(
    'reads any cookie beside any copy without a throw, and prefers the later',
    fc.property(stored, stored, (inCookie, inCopy) => {
      const readings = openWith(inCookie, inCopy);
      const read = createRecords(cookie).read(() => 182);
      must(read === null || isWhole(read), read);
      must(
        readings.some((reading) => alike(reading, read)),
        read,
      );
      for (const other of readings) must(!other || (read && !goesBefore(other, read)), read, other);
    }),
  );

  const recent = decision({
    at: fc.nat({ max: 400 }).map((days) => new Date(Date.now() - days * day).toISOString()),
  });
  const either = fc.oneof(
    stored,
    recent.map(encode),
    fc.tuple(recent, harms).map(([whole, acts]) => acts.reduce(harmed, encode(whole))),
  );
  holds(
    'never grants on arrival what no whole record that still speaks grants',
    fc.property(either, either, fc.boolean(), (inCookie, inCopy, gpc) => {
      const readings = openWith(inCookie, inCopy);
      const consent = createAnswering(visitOf({ gpc }));
      createActs(consent, settingsOf()).arrive({ region: 'DE', regime: regimes.gdpr, gpc });
      for (const name of deniable.filter(consent.allows)) {
        const grounds = readings.some((reading) => {
          if (reading?.answers[name] !== 'granted' || reading.revision !== 1) return false;
          if (!['gdpr', 'uk-gdpr', 'fadp'].includes(reading.regime)) return false;
          if (Date.now() - new Date(reading.at).getTime() > 182 * day) return false;
          return !(gpc && ['targeting', 'social'].includes(name) && !reading.gpc);
        });
        must(grounds, name);
      }
    }),
  );
});
