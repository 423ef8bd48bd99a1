import { describe, expect, it } from 'vitest';
import { stateOf } from '../../src/consent.ts';
import { usStates, usStatesDuties } from '../../src/regimes/us-states.ts';
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

  it('knows which states must honour the signal, and from when', () => {
    const must = Object.keys(usStatesDuties.signal).map((state) => state.slice(3));
    expect(must.sort().join(' ')).toBe('CO CT DE MD MN MT NE NH NJ OR TX');
    expect(usStatesDuties.signal['US-CO']).toBe('2024-07-01');
    // All of them by the end of 2026.
    for (const day of Object.values(usStatesDuties.signal)) expect(day < '2027').toBe(true);
  });
});
