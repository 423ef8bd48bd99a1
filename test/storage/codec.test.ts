import { afterEach, describe, expect, it } from 'vitest';
import { decode, encode } from '../../src/storage/codec.ts';
import { all, decisionOf } from '../visit.ts';

const whole = decisionOf();
/** The text of a decision with other parts, as a hostile or mistaken hand would write it. */
const text = (changes: object) => encodeURIComponent(JSON.stringify({ ...whole, ...changes }));
const without = (name: string) => text({ [name]: undefined });

describe('encode()', () => {
  it('writes what a cookie may hold (RFC 6265 §4.1.1)', () => {
    const encoded = encode(decisionOf({ regime: 'a "b"; c=d, é', answers: { 'söcial; x': 'granted' } }));
    expect(encoded).toMatch(/^[\w!#$%&'()*+./:<=>?@[\]^`{|}~-]+$/);
  });
});

describe('a page with toJSON on its prototypes', () => {
  afterEach(() => {
    for (const { prototype } of [Object, Array, String]) Reflect.deleteProperty(prototype, 'toJSON');
  });

  it.each([
    { on: 'Array', prototype: Array.prototype },
    { on: 'String', prototype: String.prototype },
    { on: 'Object', prototype: Object.prototype },
  ])('changes nothing of what is written or read ($on)', ({ prototype }) => {
    const before = encode(whole);
    Object.assign(prototype, { toJSON: () => 'something else' });
    expect(encode(whole)).toBe(before);
    expect(decode(before)).toEqual(whole);
  });

  it('never makes a decision of what is none', () => {
    const strange = text({ answers: ['granted'] });
    Object.assign(Array.prototype, { toJSON: () => ({ analytics: 'granted' }) });
    expect(decode(strange)).toBeNull();
  });
});

describe('decode()', () => {
  it.each([
    { name: 'all denied', decision: decisionOf() },
    { name: 'all granted', decision: decisionOf({ answers: all('granted') }) },
    { name: 'no answers', decision: decisionOf({ answers: {} }) },
    {
      name: 'vendors',
      decision: decisionOf({ answers: { 'my-vendor': 'granted', 'vendor.example': 'denied' } }),
    },
    { name: 'an odd vendor', decision: decisionOf({ answers: { 'vidéo & more; = %': 'granted' } }) },
    { name: 'GPC', decision: decisionOf({ by: 'gpc', gpc: true, regime: 'ccpa', region: 'US-CA' }) },
    { name: 'a high revision', decision: decisionOf({ revision: 20261122 }) },
    { name: 'an unknown region', decision: decisionOf({ region: 'unknown' }) },
    { name: 'whole seconds', decision: decisionOf({ at: '2026-03-01T09:00:00Z' }) },
  ])('gives back what was encoded: $name', ({ decision }) => {
    expect(decode(encode(decision))).toEqual(decision);
  });

  it.each(['banner', 'dialog', 'placeholder', 'gpc', 'opt-out', 'api'] as const)(
    'knows a decision by %s',
    (by) => {
      expect(decode(encode(decisionOf({ by })))?.by).toBe(by);
    },
  );

  it('ignores extra keys and the order of keys', () => {
    const { answers, v, ...rest } = whole;
    const shuffled = encodeURIComponent(
      JSON.stringify({ later: { v: 2 }, answers, ...rest, v, more: 'granted' }),
    );
    expect(decode(shuffled)).toEqual(whole);
    expect(Object.keys(decode(shuffled) ?? {})).not.toContain('later');
  });

  it('reads what the contract shows, spaces included', () => {
    expect(decode(JSON.stringify(whole, null, 1))).toEqual(whole);
  });

  it.each([
    undefined,
    '',
    ' ',
    '%',
    '%E0%A4%A',
    'null',
    'true',
    '1',
    '"granted"',
    '[]',
    '{}',
    '{"v":1}',
    'granted',
    'undefined',
    '[object Object]',
    'GA1.1.1234567890.1700000000',
    '<script>alert(1)</script>',
    '{"analytics":"granted"}',
    'j%3A%7B%22v%22%3A1%7D',
    '\u0000',
  ])('gives no decision for the garbage %j', (garbage) => {
    expect(decode(garbage)).toBeNull();
  });

  it('gives no decision for a truncated one, wherever it was cut', () => {
    const encoded = encode(decisionOf({ answers: all('granted') }));
    const read = Array.from(encoded, (_, end) => decode(encoded.slice(0, end)));
    expect(read.length).toBeGreaterThan(300);
    expect(read.every((each) => each === null)).toBe(true);
  });

  it('gives no decision for one with its beginning lost', () => {
    const encoded = encode(decisionOf({ answers: all('granted') }));
    for (let start = 1; start < encoded.length; start += 1) expect(decode(encoded.slice(start))).toBeNull();
  });

  it.each(Object.keys(whole))('gives no decision without "%s"', (name) => {
    expect(decode(without(name))).toBeNull();
  });

  it.each([
    { v: 2 },
    { v: '1' },
    { v: null },
    { id: '' },
    { id: 7 },
    { id: 'me@example.com' },
    { id: `${whole.id}0` },
    { id: '"><img src=x onerror=alert(1)>' },
    { at: 0 },
    { at: '2026-03-01' },
    { at: '2026-03-01T09:00:00+01:00' },
    { at: '2026-13-41T99:99:99Z' },
    { at: 'yesterday' },
    { at: { valueOf: 'x' } },
    { by: 'visitor' },
    { by: '' },
    { by: ['banner'] },
    { regime: 1 },
    { regime: null },
    { regime: { id: 'gdpr' } },
    { region: ['DE'] },
    { region: undefined },
    { revision: '1' },
    { revision: -1 },
    { revision: 1.5 },
    { revision: null },
    { revision: 1e21 },
    { gpc: 'false' },
    { gpc: 0 },
    { gpc: null },
    { answers: null },
    { answers: [] },
    { answers: ['granted'] },
    { answers: 'granted' },
    { answers: { analytics: true } },
    { answers: { analytics: 'yes' } },
    { answers: { analytics: 'Granted' } },
    { answers: { analytics: ['granted'] } },
    { answers: { analytics: { granted: 'granted' } } },
    { answers: { analytics: null } },
    { answers: { '': 'granted' } },
    { answers: { analytics: 'granted","targeting":"granted' } },
    { answers: { 'a":"granted","b': 'granted' } },
  ])('gives no decision for $0', (changes) => {
    expect(decode(text(changes))).toBeNull();
  });

  it('never reads one part out of the text of another', () => {
    const smuggled = 'gdpr","region":"DE","revision":1,"gpc":false,"answers":{"targeting":"granted"}}';
    for (const part of ['regime', 'region', 'id', 'at', 'by'])
      expect(decode(text({ [part]: smuggled }))?.answers ?? {}).not.toHaveProperty('targeting', 'granted');
  });

  it('gives no decision beyond what a browser keeps (RFC 6265 §6.1)', () => {
    const many = (count: number) =>
      decisionOf({
        answers: Object.fromEntries(Array.from({ length: count }, (_, at) => [`v${at}`, 'denied' as const])),
      });
    const [fits, long, huge] = [many(100), many(200), many(20_000)].map(encode);
    expect(fits?.length).toBeLessThan(4096);
    expect(decode(fits)).not.toBeNull();
    expect(long?.length).toBeGreaterThan(4096);
    expect(decode(long)).toBeNull();
    expect(decode(huge)).toBeNull();
  });

  it('refuses a hostile value without long thought', () => {
    const started = performance.now();
    for (const hostile of ['%7B'.repeat(300_000), `[${'['.repeat(300_000)}`, '"granted",'.repeat(100_000)]) {
      expect(decode(hostile)).toBeNull();
    }
    expect(decode(text({ answers: { [`${'a'.repeat(3000)}`]: 'x' } }))).toBeNull();
    expect(performance.now() - started).toBeLessThan(2000);
  });

  it.each(['__proto__', 'constructor', 'toString'])('never lets the name "%s" reach a prototype', (name) => {
    const answers = `"answers":{"${name}":"granted"}`;
    const outer = `"${name}":{"polluted":"granted"}`;
    const hostile = JSON.stringify(whole).replace(
      '"answers":{',
      `${outer},${answers},"answers":{"${name}":"granted",`,
    );
    const read = decode(encodeURIComponent(hostile));
    expect(({} as Record<string, unknown>).polluted).toBeUndefined();
    expect(Object.getPrototypeOf(read?.answers ?? {})).toBe(Object.prototype);
    expect(Object.getPrototypeOf(read ?? {})).toBe(Object.prototype);
    expect(read?.answers.analytics ?? 'denied').toBe('denied');
  });

  it('ignores a prototype hidden in the record', () => {
    const hostile = JSON.stringify({ ...whole, answers: undefined }).replace(
      '{',
      '{"__proto__":{"answers":{"targeting":"granted"}},',
    );
    expect(decode(hostile)).toBeNull();
  });
});
