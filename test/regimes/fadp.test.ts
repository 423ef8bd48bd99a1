import { describe, expect, it } from 'vitest';
import { stateOf } from '../../src/consent.ts';
import { fadp } from '../../src/regimes/fadp.ts';
import { categories, visitOf } from '../visit.ts';

describe('fadp', () => {
  it('denies everything but essential until granted (TCA art. 45c)', () => {
    const { granted, denied, model, regime } = stateOf(visitOf({ regime: fadp }), 'none');
    expect({ model, regime, granted }).toEqual({ model: 'opt-in', regime: 'fadp', granted: ['essential'] });
    expect([...granted, ...denied].sort()).toEqual([...categories].sort());
  });

  it('keeps a decision for 182 days', () => {
    expect(fadp.days).toBe(182);
  });
});
