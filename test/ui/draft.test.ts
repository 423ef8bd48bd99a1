import { describe, expect, it } from 'vitest';
import type { Surroundings } from '../../src/ask.ts';
import { createAnswering, type Visit } from '../../src/consent.ts';
import { createDraft } from '../../src/ui/draft.ts';
import { all, decisionOf, regimes, visitOf } from '../visit.ts';

const { ccpa, gdpr } = regimes;
const optedOut = decisionOf({
  by: 'opt-out',
  regime: 'ccpa',
  answers: { ...all('granted'), targeting: 'denied', social: 'denied' },
});

/** The draft of a visitor who has the dialog open. */
function draftOf(changes: Partial<Visit>) {
  const visit = visitOf(changes);
  const consent = createAnswering(visit);
  return { consent, draft: createDraft({ consent, settings: visit.settings } as unknown as Surroundings) };
}

describe('turn()', () => {
  it.each([
    { who: 'in Germany', visit: { regime: gdpr }, presses: 1 },
    { who: 'under the signal (11 CCR 7025(c)(3))', visit: { regime: ccpa, gpc: true }, presses: 2 },
    {
      who: 'in Germany, under the signal',
      visit: { regime: gdpr, gpc: true },
      presses: 2,
    },
    { who: 'after an opt-out (11 CCR 7028(a))', visit: { regime: ccpa, decision: optedOut }, presses: 2 },
    { who: 'in Germany, after an opt-out', visit: { regime: gdpr, decision: optedOut }, presses: 1 },
  ])('turns targeting on by $presses presses of a visitor $who', ({ visit, presses }) => {
    const { draft } = draftOf(visit);
    const moved = Array.from({ length: presses }, () => draft.turn('targeting', true));
    expect(moved).toEqual(presses === 1 ? [true] : [false, true]);
    expect(draft.isOn('targeting')).toBe(true);
    expect(draft.answers().targeting).toBe('granted');
    expect(draft.turn('analytics', true)).toBe(true);
  });

  it('asks once more after the switch was turned off again, and for each switch', () => {
    const { draft } = draftOf({ regime: ccpa, decision: optedOut });
    const turns = [true, true, false, true].map((on) => draft.turn('targeting', on));
    expect(turns).toEqual([false, true, true, false]);
    expect(draft.turn('social', true)).toBe(false);
  });

  it('asks once more after another answer came in between', () => {
    const { consent, draft } = draftOf({ regime: ccpa, decision: optedOut });
    draft.turn('targeting', true);
    consent.change({});
    expect(draft.turn('targeting', true)).toBe(false);
  });

  it('turns off by one press', () => {
    const { draft } = draftOf({ regime: ccpa });
    expect([draft.turn('targeting', false), draft.isOn('targeting')]).toEqual([true, false]);
  });
});
