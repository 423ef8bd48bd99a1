import { describe, expect, it } from 'vitest';
import { stateOf } from '../../src/consent.ts';
import { optOut } from '../../src/regimes/opt-out.ts';
import { categories, settingsOf, visitOf } from '../visit.ts';

describe('optOut', () => {
  it('grants until denied (W3C GPC, legal effects)', () => {
    const { granted, denied, model, regime } = stateOf(visitOf({ regime: optOut }), 'none');
    expect({ model, regime, granted }).toEqual({ model: 'opt-out', regime: 'opt-out', granted: categories });
    expect([...granted, ...denied].sort()).toEqual([...categories].sort());
  });

  it('denies sale or share under the signal, and to minors', () => {
    for (const visit of [
      visitOf({ regime: optOut, gpc: true }),
      visitOf({ regime: optOut, settings: settingsOf({ minor: true }) }),
    ])
      expect(stateOf(visit, 'none').denied).toEqual(expect.arrayContaining(['targeting', 'social']));
  });

  it('keeps a decision for 365 days', () => {
    expect(optOut.days).toBe(365);
  });
});
