import { describe, expect, it } from 'vitest';
import { stateOf } from '../../src/consent.ts';
import { lgpd } from '../../src/regimes/lgpd.ts';
import { categories, settingsOf, visitOf } from '../visit.ts';

describe('lgpd', () => {
  it('denies everything but essential until granted (LGPD art. 5, XII)', () => {
    const { granted, denied, model, regime } = stateOf(visitOf({ regime: lgpd }), 'none');
    expect({ model, regime, granted }).toEqual({ model: 'opt-in', regime: 'lgpd', granted: ['essential'] });
    expect([...granted, ...denied].sort()).toEqual([...categories].sort());
  });

  it('denies sale or share under the signal, and to minors', () => {
    for (const visit of [
      visitOf({ regime: lgpd, gpc: true }),
      visitOf({ regime: lgpd, settings: settingsOf({ minor: true }) }),
    ])
      expect(stateOf(visit, 'none').denied).toEqual(expect.arrayContaining(['targeting', 'social']));
  });

  it('keeps a decision for 182 days', () => {
    expect(lgpd.days).toBe(182);
  });
});
