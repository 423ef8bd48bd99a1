import { describe, expect, it } from 'vitest';
import { stateOf } from '../../src/consent.ts';
import { usStates } from '../../src/regimes/us-states.ts';
import { categories, visitOf } from '../visit.ts';

describe('usStates', () => {
  it('grants until denied (Colo. Rev. Stat. 6-1-1306(1)(a))', () => {
    const { granted, denied, model, regime } = stateOf(visitOf({ regime: usStates }), 'none');
    expect({ model, regime, granted }).toEqual({
      model: 'opt-out',
      regime: 'us-states',
      granted: categories,
    });
    expect([...granted, ...denied].sort()).toEqual([...categories].sort());
  });

  it('keeps a decision for 365 days', () => {
    expect(usStates.days).toBe(365);
  });
});
