import { describe, expect, it } from 'vitest';
import { stateOf } from '../../src/consent.ts';
import { ukGdpr } from '../../src/regimes/uk-gdpr.ts';
import { categories, visitOf } from '../visit.ts';

describe('ukGdpr', () => {
  it('denies everything but essential until granted (PECR reg. 6(1))', () => {
    const { granted, denied, model, regime } = stateOf(visitOf({ regime: ukGdpr }), 'none');
    expect({ model, regime, granted }).toEqual({
      model: 'opt-in',
      regime: 'uk-gdpr',
      granted: ['essential'],
    });
    expect([...granted, ...denied].sort()).toEqual([...categories].sort());
  });

  it('keeps a decision for 182 days', () => {
    expect(ukGdpr.days).toBe(182);
  });
});
