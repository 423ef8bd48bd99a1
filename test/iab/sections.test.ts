import { describe, expect, it } from 'vitest';
import { encodeGpp, encodeSection, type Segment } from '../../src/iab/encode.ts';
import { type Facts, fillSection, prefixFor, supportedBy } from '../../src/iab/sections.ts';
import { fieldsOf, flat, readBack } from './read-back.ts';

const facts: Facts = { notices: true, optedOut: false, gpc: false, minor: false };
const prefixes = supportedBy({ sections: 'state' }).map((api) => api.split(':')[1] ?? '');

function write(prefix: string, changes: Partial<Facts> = {}) {
  const filled = fillSection(prefix, { ...facts, ...changes });
  if (!filled) throw new Error(`There is no section ${prefix}.`);
  const { id, segments } = filled;
  return { id, segments, gpp: encodeGpp([{ id, text: encodeSection(segments) }]) };
}

// Written by the IAB's library, 3.2.0: not opted out and without the signal, then opted out with it.
const strings: readonly [prefix: string, free: string, out: string][] = [
  ['usnat', 'DBABLA~CVQqAAAAAACA.QA', 'DBABLA~CVQVAAAAAACA.YA'],
  ['usca', 'DBABBg~BUoAAACA.QA', 'DBABBg~BUUAAACA.YA'],
  ['usva', 'DBABRg~BVoAACA', 'DBABRg~BVUAACA'],
  ['usco', 'DBABJg~BVoAAIA.QA', 'DBABJg~BVUAAIA.YA'],
  ['usut', 'DBABFg~BVKAAAgA', 'DBABFg~BVFAAAgA'],
  ['usct', 'DBABVg~BVoAAAIA.QA', 'DBABVg~BVUAAAIA.YA'],
  ['usfl', 'DBABAw~BVoAAACA', 'DBABAw~BVUAAACA'],
  ['usmt', 'DBABQw~BVoAAACA.QA', 'DBABQw~BVUAAACA.YA'],
  ['usor', 'DBABIw~BVoAAAACAA.QA', 'DBABIw~BVUAAAACAA.YA'],
  ['ustx', 'DBABEw~BVoAAAgA.QA', 'DBABEw~BVUAAAgA.YA'],
  ['usde', 'DBABUw~BVoAAAACAA.QA', 'DBABUw~BVUAAAACAA.YA'],
  ['usia', 'DBABCw~BVKAAAgA.QA', 'DBABCw~BVFAAAgA.YA'],
  ['usne', 'DBABSw~BVoAAAgA.QA', 'DBABSw~BVUAAAgA.YA'],
  ['usnh', 'DBABKw~BVoAAACA.QA', 'DBABKw~BVUAAACA.YA'],
  ['usnj', 'DBABAYA~BVoAAAAAgA.QA', 'DBABAYA~BVUAAAAAgA.YA'],
  ['ustn', 'DBABQYA~BVoAAAgA.QA', 'DBABQYA~BVUAAAgA.YA'],
  ['usmn', 'DBABIYA~BVoAAAgA.QA', 'DBABIYA~BVUAAAgA.YA'],
];

/** Every combination of these. */
const everything: Partial<Facts>[] = [true, false].flatMap((notices) =>
  [true, false].flatMap((optedOut) =>
    [true, false].flatMap((gpc) =>
      [true, false].flatMap((minor) =>
        ([undefined, 'opt-out', 'service-provider'] as const).map((mspa) => ({
          notices,
          optedOut,
          gpc,
          minor,
          mspa,
        })),
      ),
    ),
  ),
);

describe('fillSection()', () => {
  it.each(strings)('gives for %s the string of the IAB', (prefix, free, out) => {
    expect(write(prefix).gpp).toBe(free);
    expect(write(prefix, { optedOut: true, gpc: true }).gpp).toBe(out);
  });

  it('has a string above for every section it knows', () => {
    expect(strings.map(([prefix]) => prefix).sort()).toEqual([...prefixes].sort());
  });

  it.each([
    [{ gpc: true }, 'DBABLA~CVQqAAAAAACA.YA'],
    [{ optedOut: true }, 'DBABLA~CVQVAAAAAACA.QA'],
  ])('says the signal and the answer apart: %o', (changes, gpp) => {
    expect(write('usnat', changes).gpp).toBe(gpp);
  });

  it.each(prefixes)('writes %s so that the IAB reads back every field', (prefix) => {
    for (const changes of everything) {
      const { id, segments, gpp } = write(prefix, changes);
      const said = flat(segments);
      expect(fieldsOf(gpp, prefix, Object.keys(said)), JSON.stringify(changes)).toEqual(said);
      expect(readBack(gpp).getSectionIds()).toEqual([id]);
    }
  });

  it.each(prefixes)('fills %s in the order and with all the fields of the IAB', (prefix) => {
    const { segments, gpp } = write(prefix);
    const theirs = Object.keys(readBack(gpp).getSection(prefix));
    expect(theirs.filter((name) => name !== 'GpcSegmentIncluded')).toEqual(Object.keys(flat(segments)));
  });

  it('says of notices that nobody gave that they were not', () => {
    const [core] = write('usnat', { notices: false }).segments;
    expect(core).toMatchObject({ SharingNotice: 2, SaleOptOutNotice: 2, SensitiveDataLimitUseNotice: 0 });
  });

  it.each<[string, boolean, Segment[string]]>([
    // Bands: 13 to 16, under 13, 16 to 17.
    ['usnat', true, [1, 1, 0]],
    ['usnat', false, [2, 1, 0]],
    ['usca', true, [1, 1]],
    ['usca', false, [2, 2]],
    ['usva', false, 1],
    ['usct', false, [1, 2, 2]],
    ['usfl', false, [1, 2, 0]],
    ['usde', true, [1, 1, 1, 0, 0]],
    ['usde', false, [1, 2, 2, 0, 0]],
  ])(
    'says of a known minor in %s, opted out %s: %o (Civ. Code 1798.120(c))',
    (prefix, optedOut, consents) => {
      const [core] = write(prefix, { minor: true, optedOut }).segments;
      expect(core?.KnownChildSensitiveDataConsents).toEqual(consents);
    },
  );

  it('says nothing of children where no minor is known', () => {
    for (const prefix of prefixes) {
      const consents = write(prefix, { optedOut: true }).segments[0]?.KnownChildSensitiveDataConsents;
      expect([consents].flat().every((each) => each === 0)).toBe(true);
    }
  });

  it.each([
    [undefined, [2, 0, 0]],
    ['opt-out', [1, 1, 2]],
    ['service-provider', [1, 2, 1]],
  ] as const)('speaks of the MSPA as the site does: %s', (mspa, values) => {
    const { MspaCoveredTransaction, MspaOptOutOptionMode, MspaServiceProviderMode } =
      write('usnat', { mspa }).segments[0] ?? {};
    expect([MspaCoveredTransaction, MspaOptOutOptionMode, MspaServiceProviderMode]).toEqual(values);
  });

  it('gives no section that it does not know', () => {
    for (const prefix of ['usmd', 'usin', 'usky', 'usri', 'tcfeuv2', ''])
      expect(fillSection(prefix, facts)).toBeUndefined();
  });
});

describe('prefixFor()', () => {
  it.each([
    ['US-CA', 'usca'],
    ['US-VA', 'usva'],
    ['US-MN', 'usmn'],
    // A law, but a section still under consultation.
    ['US-MD', 'usnat'],
    ['US-IN', 'usnat'],
    ['US-KY', 'usnat'],
    ['US-RI', 'usnat'],
    // No such law.
    ['US-NY', 'usnat'],
    ['US', 'usnat'],
    ['unknown', 'usnat'],
    ['CA-ON', 'usnat'],
    ['DE', 'usnat'],
  ])('gives for %s: %s', (region, prefix) => {
    expect(prefixFor(region)).toBe(prefix);
  });
});

describe('supportedBy()', () => {
  it('names the national section, and the states’ where the site asks for them', () => {
    expect(supportedBy({})).toEqual(['7:usnat']);
    const apis = supportedBy({ sections: 'state' });
    expect(apis).toHaveLength(17);
    expect(apis).toEqual(expect.arrayContaining(['7:usnat', '8:usca', '23:usmn']));
  });
});
