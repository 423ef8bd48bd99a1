import { describe, expect, it } from 'vitest';
import { stateOf } from '../../src/consent.ts';
import { optIn } from '../../src/regimes/opt-in.ts';
import { categories, settingsOf, visitOf } from '../visit.ts';

describe('optIn', () => {
  it('denies everything but essential until granted (DPDP Act 2023 s. 6)', () => {
    const { granted, denied, model, regime } = stateOf(visitOf({ regime: optIn }), 'none');
    expect({ model, regime, granted }).toEqual({ model: 'opt-in', regime: 'opt-in', granted: ['essential'] });
    expect([...granted, ...denied].sort()).toEqual([...categories].sort());
  });

  it('denies sale or share under the signal, and to minors', () => {
    for (const visit of [
      visitOf({ regime: optIn, gpc: true }),
      visitOf({ regime: optIn, settings: settingsOf({ minor: true }) }),
    ])
      expect(stateOf(visit, 'none').denied).toEqual(expect.arrayContaining(['targeting', 'social']));
  });

  it('keeps a decision for 182 days', () => {
    expect(optIn.days).toBe(182);
  });
});
