import { describe, expect, it } from 'vitest';
import { stateOf, type Visit } from '../../src/consent.ts';
import type { Answers, Category } from '../../src/types.ts';
import { honored, noticeFor, wordsFor } from '../../src/ui/honored.ts';
import { all, decisionOf, notice, regimes, settingsOf, visitOf } from '../visit.ts';

const { ccpa, gdpr } = regimes;
const out: Answers = { ...all('granted'), targeting: 'denied', social: 'denied' };
const optedOut = decisionOf({ by: 'opt-out', regime: 'ccpa', answers: out });
const overridden = decisionOf({ by: 'dialog', gpc: true, answers: { ...out, targeting: 'granted' } });
const saved = decisionOf({ by: 'dialog', answers: out });
const minor = settingsOf({ minor: true });
const nothingSold = settingsOf({ categories: ['essential', 'analytics'] });
const oneSold = settingsOf({ categories: ['essential', 'analytics', 'targeting'] });

interface Row extends Partial<Visit> {
  who: string;
  /** What is said of sale or share, and of which part where not of all. */
  said?: 'gpcHonored' | 'optedOut';
  of?: readonly Category[];
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
    said: 'optedOut',
    of: ['social'],
    asks: 'gpcConflict',
  },
  {
    who: 'one who took a part back',
    regime: ccpa,
    decision: overridden,
    said: 'optedOut',
    of: ['social'],
  },
  {
    who: 'one who took the other part back',
    regime: ccpa,
    decision: decisionOf({ by: 'dialog', answers: { ...out, social: 'granted' } }),
    said: 'optedOut',
    of: ['targeting'],
    asks: 'optInAgain',
  },
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
  {
    who: 'one in Germany who opted out, and then saved a yes to a part',
    decision: overridden,
    gpc: true,
    asks: 'gpcConflict',
  },
  { who: 'one where there is notice alone', regime: notice },
  // Opting in again takes one press where no law asks for two.
  { who: 'one who opted out there, and saved since', regime: notice, decision: saved, said: 'optedOut' },
  {
    who: 'one who took a part back there',
    regime: notice,
    decision: overridden,
    said: 'optedOut',
    of: ['social'],
  },
  { who: 'a minor there', regime: notice, settings: minor },
];

describe('honored()', () => {
  it.each(rows)('says $said to $who', ({ said, of = [], who: _, asks: __, ...visit }) => {
    const whole = visitOf(visit);
    const found = honored(stateOf(whole, 'none'), settingsOf({ ...whole.settings }));
    expect(found).toEqual(said && { key: said, of });
  });
});

describe('wordsFor()', () => {
  const t = (key: string) => `<${key}>`;

  it.each([
    [[], 'en', '<optedOut>'],
    [['social'], 'en', '<socialTitle> – <optedOut>'],
    [['targeting', 'social'], 'de', '<targetingTitle> und <socialTitle> – <optedOut>'],
  ] as const)('says of which part it speaks: %j in %s', (of, lang, words) => {
    expect(wordsFor({ key: 'optedOut', of }, t, { lang })).toBe(words);
  });
});

describe('noticeFor()', () => {
  it.each(rows)('says $asks to $who', ({ asks, who: _, said: __, of: ___, ...visit }) => {
    const whole = visitOf(visit);
    const state = stateOf(whole, 'none');
    expect(noticeFor('targeting', state, settingsOf({ ...whole.settings }))).toBe(asks);
    expect(noticeFor('analytics', state, settingsOf({ ...whole.settings }))).toBeUndefined();
  });
});
