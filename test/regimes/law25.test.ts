import { describe, expect, it } from 'vitest';
import { stateOf } from '../../src/consent.ts';
import { law25 } from '../../src/regimes/law25.ts';
import { categories, settingsOf, visitOf } from '../visit.ts';

describe('law25', () => {
  it('denies everything but essential until granted (Law 25 s. 8.1)', () => {
    const { granted, denied, model, regime } = stateOf(visitOf({ regime: law25 }), 'none');
    expect({ model, regime, granted }).toEqual({ model: 'opt-in', regime: 'law25', granted: ['essential'] });
    expect([...granted, ...denied].sort()).toEqual([...categories].sort());
  });

  it('denies sale or share under the signal, and to minors', () => {
    for (const visit of [
      visitOf({ regime: law25, gpc: true }),
      visitOf({ regime: law25, settings: settingsOf({ minor: true }) }),
    ])
      expect(stateOf(visit, 'none').denied).toEqual(expect.arrayContaining(['targeting', 'social']));
  });

  it('keeps a decision for 182 days', () => {
    expect(law25.days).toBe(182);
  });
});
