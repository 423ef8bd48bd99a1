import { describe, expect, it } from 'vitest';
import { stateOf, type Visit } from '../../src/consent.ts';
import { writeStrings } from '../../src/iab/strings.ts';
import type { Settings } from '../../src/options.ts';
import { regimeFor } from '../../src/regimes/index.ts';
import type { Answers, IabOptions, Regime } from '../../src/types.ts';
import { all, decisionOf, settingsOf, visitOf } from '../visit.ts';
import { readBack } from './read-back.ts';

interface Case {
  region?: string;
  regime?: Regime;
  gpc?: boolean;
  answers?: Answers;
  settings?: Partial<Settings>;
  iab?: IabOptions;
}

function write({ region = 'US', regime = regimeFor(region), gpc = false, answers, settings, iab }: Case) {
  const changes: Partial<Visit> = { region, regime, gpc, settings: settingsOf(settings) };
  const visit = visitOf({ ...changes, decision: answers ? decisionOf({ gpc, answers }) : null });
  return writeStrings(stateOf(visit, 'none'), visit, settingsOf(settings), { notices: true, ...iab });
}

/** Sale, sharing and targeted advertising as the IAB's decoder finds them: 1 opted out, 2 not. */
function optOutsIn(gpp: string) {
  const model = readBack(gpp);
  return ['SaleOptOut', 'SharingOptOut', 'TargetedAdvertisingOptOut'].map((name) =>
    model.getFieldValue('usnat', name),
  );
}

const one = (what: string): Answers => ({ ...all('granted'), [what]: 'denied' });

describe('writeStrings()', () => {
  it.each<[string, Case, 1 | 2]>([
    ['nobody has answered in an opt-out regime', {}, 2],
    ['all is granted', { answers: all('granted') }, 2],
    ['targeting is denied', { answers: one('targeting') }, 1],
    ['social is denied, which is sale or share too', { answers: one('social') }, 1],
    ['analytics alone is denied', { answers: one('analytics') }, 2],
    [
      'analytics is sale or share here',
      { answers: one('analytics'), settings: { saleOrShare: ['analytics'] } },
      1,
    ],
    ['the signal is on', { gpc: true }, 1],
    ['the visitor overrode the signal', { gpc: true, answers: all('granted') }, 2],
    ['a minor has not answered', { settings: { minor: true } }, 1],
    ['a minor has said yes', { settings: { minor: true }, answers: all('granted') }, 2],
    ['an opt-in regime has no answer yet', { regime: regimeFor('DE') }, 1],
    ['no category in use is sale or share', { settings: { categories: ['essential', 'analytics'] } }, 1],
    ['social is not in use', { settings: { categories: ['essential', 'targeting'] } }, 2],
  ])('says, where %s', (_where, given, optOut) => {
    const { gpp, usp } = write(given);
    expect(optOutsIn(gpp)).toEqual([optOut, optOut, optOut]);
    expect(usp).toBe(optOut === 1 ? '1YYN' : '1YNN');
    expect(readBack(gpp).getFieldValue('usnat', 'Gpc')).toBe(given.gpc ?? false);
  });

  it.each<[string, Case, number, string]>([
    ['California', { region: 'US-CA' }, 7, 'usnat'],
    ['California, by state', { region: 'US-CA', iab: { sections: 'state' } }, 8, 'usca'],
    ['Virginia, by state', { region: 'US-VA', iab: { sections: 'state' } }, 9, 'usva'],
    ['Maryland, by state', { region: 'US-MD', iab: { sections: 'state' } }, 7, 'usnat'],
    ['New York, by state', { region: 'US-NY', iab: { sections: 'state' } }, 7, 'usnat'],
    ['nobody knows where', { region: 'unknown' }, 7, 'usnat'],
    ['Germany, under a law of the US by choice', { region: 'DE', regime: regimeFor('US-CA') }, 7, 'usnat'],
    ['the US, under the GDPR by choice', { region: 'US-TX', regime: regimeFor('DE') }, 7, 'usnat'],
  ])('carries a visitor of %s in one section', (_who, given, id, prefix) => {
    const { gpp, applicable, sections } = write(given);
    expect(readBack(gpp).getSectionIds()).toEqual([id]);
    expect(applicable).toEqual([id]);
    expect(Object.keys(sections)).toEqual([prefix]);
  });

  it.each(['DE', 'GB', 'CH', 'CA', 'CA-QC', 'BR'])('has no section for a visitor of %s', (region) => {
    expect(write({ region })).toEqual({ gpp: 'DBAA', applicable: [-1], sections: {}, usp: '1---' });
  });

  it('says that notices were not given where the site does not say they were', () => {
    const { gpp, usp } = write({ iab: { notices: undefined } });
    expect(readBack(gpp).getFieldValue('usnat', 'SaleOptOutNotice')).toBe(2);
    expect(usp).toBe('1NNN');
  });

  it('says that the agreement covers it where the site says so', () => {
    const { gpp, usp } = write({ iab: { mspa: 'opt-out' } });
    expect(readBack(gpp).getFieldValue('usnat', 'MspaCoveredTransaction')).toBe(1);
    expect(usp).toBe('1YNY');
  });
});
