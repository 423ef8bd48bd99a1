import { describe, expect, it } from 'vitest';
import { regimeFor, regimeNamed } from '../../src/regimes/index.ts';
import { notice } from '../visit.ts';

const table = {
  gdpr:
    'EU AT BE BG HR CY CZ DK EE FI FR DE GR EL HU IE IT LV LT LU MT NL PL PT RO SK SI ES SE IS LI NO AX GF GP MQ YT RE MF ' +
    'DE-BY FR-GF ES-CN PT-20 unknown JP AQ XX',
  'uk-gdpr': 'GB UK GB-SCT GB-NIR GG JE IM GI',
  fadp: 'CH CH-ZH',
  ccpa: 'US-CA US US-WY US-NY US-PR US-XX',
  'us-states':
    'US-VA US-CO US-CT US-UT US-TX US-OR US-FL US-MT US-IA US-DE US-NE US-NH US-NJ US-TN US-MN US-MD US-IN US-KY US-RI',
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

  it('puts every region of the table under one regime alone', () => {
    const regions = [...new Set(rows.map(({ region }) => regimeFor(region)))].flatMap(({ regions }) =>
      regions.split(' '),
    );
    expect(new Set(regions).size).toBe(regions.length);
    for (const region of regions) expect(region).toMatch(/^[A-Z]{2}(-[A-Z]{2})?$/);
  });
});

describe('regimeNamed()', () => {
  it.each(Object.keys(table))('finds %s', (id) => {
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
