import { describe, expect, it } from 'vitest';
import { stateOf, type Visit } from '../../src/consent.ts';
import type { Answers } from '../../src/types.ts';
import { honored, noticeFor } from '../../src/ui/honored.ts';
import { all, decisionOf, notice, regimes, settingsOf, visitOf } from '../visit.ts';

const { ccpa, gdpr } = regimes;
const out: Answers = { ...all('granted'), targeting: 'denied', social: 'denied' };
const optedOut = decisionOf({ by: 'opt-out', regime: 'ccpa', answers: out });
const overridden = decisionOf({ by: 'dialog', gpc: true, answers: { ...out, targeting: 'granted' } });
const minor = settingsOf({ minor: true });
const nothingSold = settingsOf({ categories: ['essential', 'analytics'] });
const oneSold = settingsOf({ categories: ['essential', 'analytics', 'targeting'] });

interface Row extends Partial<Visit> {
  who: string;
  /** What is said of sale or share as a whole. */
  said?: 'gpcHonored' | 'optedOut';
  /** What is said before targeting is turned on. */
  asks?: 'gpcConflict' | 'optInAgain';
}

const rows: Row[] = [
  { who: 'a visitor in California', regime: ccpa },
  { who: 'one whose browser says no', regime: ccpa, gpc: true, said: 'gpcHonored', asks: 'gpcConflict' },
  { who: 'one who opted out', regime: ccpa, decision: optedOut, said: 'optedOut', asks: 'optInAgain' },
  {
    who: 'one who did both',
    regime: ccpa,
    gpc: true,
    decision: optedOut,
    said: 'gpcHonored',
    asks: 'gpcConflict',
  },
  {
    who: 'one whose decision is too old to speak',
    regime: ccpa,
    answers: { targeting: 'denied', social: 'denied' },
    said: 'optedOut',
    asks: 'optInAgain',
  },
  {
    who: 'one who went against the signal',
    regime: ccpa,
    gpc: true,
    decision: overridden,
    asks: 'gpcConflict',
  },
  { who: 'one who took a part back', regime: ccpa, decision: overridden },
  { who: 'a minor', regime: ccpa, settings: minor },
  {
    who: 'a minor who opted out',
    regime: ccpa,
    settings: minor,
    decision: optedOut,
    said: 'optedOut',
    asks: 'optInAgain',
  },
  { who: 'one to whom nothing is sold', regime: ccpa, settings: nothingSold },
  {
    who: 'one who opted out of the one thing sold',
    regime: ccpa,
    settings: oneSold,
    decision: optedOut,
    said: 'optedOut',
    asks: 'optInAgain',
  },
  { who: 'a visitor in Germany', regime: gdpr },
  { who: 'one in Germany who refused', regime: gdpr, decision: decisionOf() },
  { who: 'one in Germany who opted out', regime: gdpr, decision: optedOut, said: 'optedOut' },
  { who: 'one in Germany whose browser says no', gpc: true, said: 'gpcHonored', asks: 'gpcConflict' },
  { who: 'one where there is notice alone', regime: notice },
];

describe('honored()', () => {
  it.each(rows)('says $said to $who', ({ said, who: _, asks: __, ...visit }) => {
    const whole = visitOf(visit);
    expect(honored(stateOf(whole, 'none'), settingsOf({ ...whole.settings }))).toBe(said);
  });
});

describe('noticeFor()', () => {
  it.each(rows)('says $asks to $who', ({ asks, who: _, said: __, ...visit }) => {
    const whole = visitOf(visit);
    const state = stateOf(whole, 'none');
    expect(noticeFor('targeting', state, settingsOf({ ...whole.settings }))).toBe(asks);
    expect(noticeFor('analytics', state, settingsOf({ ...whole.settings }))).toBeUndefined();
  });
});
