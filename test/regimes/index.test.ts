import { describe, expect, it } from 'vitest';
import { ccpaDuties } from '../../src/regimes/ccpa.ts';
import { fadpDuties } from '../../src/regimes/fadp.ts';
import { gdprDuties, gdprRegions } from '../../src/regimes/gdpr.ts';
import { codeOf, covers, regimeFor, regimeNamed, regimeOf } from '../../src/regimes/index.ts';
import { law25Duties } from '../../src/regimes/law25.ts';
import { lgpdDuties } from '../../src/regimes/lgpd.ts';
import { noticeDuties } from '../../src/regimes/notice.ts';
import { optInDuties } from '../../src/regimes/opt-in.ts';
import { optOutDuties } from '../../src/regimes/opt-out.ts';
import { ukGdprDuties } from '../../src/regimes/uk-gdpr.ts';
import { usStatesDuties } from '../../src/regimes/us-states.ts';
import type { Regime, RegimeId } from '../../src/types.ts';
import { filesIn, read } from '../files.ts';
import { notice } from '../visit.ts';

const table = {
  gdpr: `${gdprRegions} DE-BY FR-GF ES-CN PT-20 unknown AQ XX BL PF CW`,
  'uk-gdpr': 'GB UK GB-SCT GB-NIR GG JE IM GI',
  fadp: 'CH CH-ZH',
  law25: 'CA-QC',
  lgpd: 'BR BR-SP',
  'opt-in':
    'IN IN-KA KR TH CN TR RS BA ME MK AL MD UA GE XK SA NG KE VN ID ZA AR CL CO PE UY MX EC AD MC SM VA FO GL',
  ccpa: 'US-CA US US-WY US-NY US-PR US-XX PR GU VI AS MP UM',
  'us-states':
    'US-VA US-CO US-CT US-UT US-TX US-OR US-FL US-MT US-IA US-DE US-NE US-NH US-NJ US-TN US-MN US-MD US-IN US-KY US-RI',
  'opt-out': 'BM MU',
  notice: 'CA CA-ON CA-BC JP JP-13 AU NZ SG MY PH HK TW IL AE',
};
const rows = Object.entries(table).flatMap(([regime, regions]) =>
  regions.split(' ').map((region) => ({ region, regime })),
);

describe('regimeFor()', () => {
  it.each(rows)('puts $region under $regime', ({ region, regime }) => {
    expect(regimeFor(region).id).toBe(regime);
  });

  it.each(['', 'constructor', '__proto__', ' '])('puts the unknown region "%s" under opt-in', (region) => {
    expect(regimeFor(region)).toMatchObject({ id: 'gdpr', model: 'opt-in' });
  });

  it('puts every region under one regime alone, and misses none of the European ones', () => {
    const named = [...new Set(rows.map(({ region }) => regimeFor(region)))];
    const regions = [gdprRegions, ...named.map(({ regions }) => regions).filter(Boolean)]
      .join(' ')
      .split(' ');
    expect(new Set(regions).size).toBe(regions.length);
    for (const region of regions) expect(region).toMatch(/^[A-Z]{2}(-[A-Z]{2})?$/);
    // 27 members, with the two codes EU bodies use, nine regions of their own code's, and three of the EEA.
    expect(gdprRegions.split(' ')).toHaveLength(27 + 2 + 7 + 3);
  });

  it('lets a refusal stand in regions of its own regime alone', () => {
    for (const { stands, regions, id } of new Set(rows.map(({ region }) => regimeFor(region)))) {
      for (const region of stands?.split(' ') ?? [])
        expect(covers(regions || `${gdprRegions} unknown`, region), id).toBe(true);
    }
  });
});

describe('src/regimes/', () => {
  const duties = {
    gdpr: gdprDuties,
    'uk-gdpr': ukGdprDuties,
    fadp: fadpDuties,
    law25: law25Duties,
    lgpd: lgpdDuties,
    'opt-in': optInDuties,
    ccpa: ccpaDuties,
    'us-states': usStatesDuties,
    'opt-out': optOutDuties,
    notice: noticeDuties,
  };

  it('has one file for every regime', () => {
    const files = filesIn('src/regimes').filter((file) => !/(index|duties)\.ts$/.test(file));
    expect(files.map((file) => file.replace(/.*\/|\.ts$/g, '')).sort()).toEqual(Object.keys(duties).sort());
  });

  it.each(Object.entries(duties))(
    'says what %s asks of a site, in days and words',
    (id, { signal, links, age }) => {
      const regime = regimeNamed(id);
      for (const [region, day] of Object.entries(signal)) {
        expect(regimeFor(region)).toBe(regime);
        expect(new Date(day).toISOString().slice(0, 10)).toBe(day);
      }
      expect(age).toMatch(/\w/);
      for (const title of links)
        expect(title).toMatch(/^(Do Not Sell or Share My Personal Information|Your Privacy Choices)$/);
    },
  );

  it('keeps what only developers read out of what visitors download', () => {
    const script = read('dist/assent.js');
    const carried = (text: string) => script.includes(text);
    expect(carried('us-states')).toBe(true);
    const texts = [
      '2024-07-01',
      'Your California Privacy Choices',
      'parents consent',
      gdprRegions.slice(0, 20),
    ];
    expect(texts.filter(carried)).toEqual([]);
  });

  it('is told in the README, row by row', () => {
    const cells = read('README.md')
      .split('\n')
      .map((line) => line.split('|').map((cell) => cell.trim()));
    for (const id of [...Object.keys(duties), 'uk-gdpr-exempt']) {
      const { model, days } = regimeNamed(id) as Regime;
      const row = cells.find(([, name, , third]) => name === `\`${id}\`` && third === model);
      expect(row?.[4], id).toBe(`${days} days`);
    }
  });
});

describe('regimeNamed()', () => {
  it.each([...Object.keys(table), 'uk-gdpr-exempt'])('finds %s', (id) => {
    expect(regimeNamed(id)?.id).toBe(id);
  });

  it.each([undefined, '', 'dsgvo', 'constructor', 'GDPR'])('finds nothing for %j', (id) => {
    expect(regimeNamed(id)).toBeUndefined();
  });

  it("gives a site's own regime back", () => {
    expect(regimeNamed(notice)).toBe(notice);
  });

  it.each([undefined, 'optout', 'Opt-in', ['opt-out'], 'constructor'])(
    "takes a site's own regime of the model %j for none",
    (model) => {
      expect(regimeNamed({ ...notice, model: model as 'notice' })).toBeUndefined();
    },
  );
});

describe('regimeOf()', () => {
  const house: Regime = { id: 'house', model: 'notice', days: 30, regions: 'GB DE-BY' };
  const strict: Regime = { id: 'ccpa', model: 'opt-in', days: 90, regions: 'US' };
  it.each<[string, string | Regime | undefined, string, string]>([
    ['by region', undefined, 'CH', 'fadp'],
    ['outright, wherever the visitor is', 'gdpr', 'US-CA', 'gdpr'],
    ['outright, wherever the visitor is', 'ccpa', 'DE', 'ccpa'],
    ['with the exceptions', 'uk-gdpr-exempt', 'GB', 'uk-gdpr-exempt'],
    ['with the exceptions', 'uk-gdpr-exempt', 'GB-SCT', 'uk-gdpr-exempt'],
    ['without them elsewhere', 'uk-gdpr-exempt', 'DE', 'gdpr'],
    ['without them elsewhere', 'uk-gdpr-exempt', 'unknown', 'gdpr'],
    ["a site's own, everywhere where it names no regions", notice, 'DE', 'house-notice'],
    ["a site's own, in its regions", house, 'GB-ENG', 'house'],
    ["a site's own, in its regions", house, 'DE-BY', 'house'],
    ['ours outside of them', house, 'DE', 'gdpr'],
    ['ours outside of them', house, 'unknown', 'gdpr'],
    ['by region where nobody knows what was meant', 'dsgvo', 'CH', 'fadp'],
  ])('gives one %s', (_, given, region, id) => {
    expect(regimeOf(given, region).id).toBe(id);
  });

  it("gives a site's own in place of one of ours, for its regions too", () => {
    expect(regimeOf(strict, 'US-TX')).toBe(strict);
    expect(regimeOf(strict, 'DE').id).toBe('gdpr');
  });
});

describe('covers()', () => {
  it.each<[unknown, string, boolean]>([
    ['GB GG', 'GB', true],
    ['GB GG', 'GB-SCT', true],
    ['US-CA', 'US', false],
    ['US-CA', 'US-TX', false],
    ['', 'DE', false],
    ['', '', true],
    [undefined, 'DE', false],
    [7, 'DE', false],
    [['DE'], 'DE', false],
  ])('says of %j whether it holds %s: %s', (regions, region, answer) => {
    expect(covers(regions as string, region)).toBe(answer);
  });
});

describe('codeOf()', () => {
  it.each([
    ['XX', 'nobody knows'],
    ['AP', 'Asia and Pacific'],
    ['T1', 'Tor'],
    ['XX-CA', 'nobody knows'],
    ['Germany', 'no code'],
    [null, 'no text'],
  ] as [unknown, string][])('takes %s for unknown: %s', (said) => {
    expect(codeOf(said)).toBe('unknown');
  });

  it.each(['EL', 'UK', 'EU', 'us-ca', 'AT-9'])('keeps %s', (said) => {
    expect(codeOf(said)).toBe(said.toUpperCase());
  });
});

describe('RegimeId', () => {
  // The compiler holds that none is missing here.
  const ids: Readonly<Record<RegimeId, true>> = {
    gdpr: true,
    'uk-gdpr': true,
    'uk-gdpr-exempt': true,
    fadp: true,
    law25: true,
    lgpd: true,
    'opt-in': true,
    ccpa: true,
    'us-states': true,
    'opt-out': true,
    notice: true,
  };

  it('names every regime that is built in, and no other', () => {
    const [, list = ''] =
      /regimes: readonly Regime\[\] = \[([^\]]*)/.exec(read('src/regimes/index.ts')) ?? [];
    expect(Object.keys(ids).filter((id) => regimeNamed(id)?.id !== id)).toEqual([]);
    expect(list.split(',').filter((name) => name.trim())).toHaveLength(Object.keys(ids).length);
  });
});
