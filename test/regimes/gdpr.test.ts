import { describe, expect, it } from 'vitest';
import { stateOf } from '../../src/consent.ts';
import { gdpr } from '../../src/regimes/gdpr.ts';
import { categories, visitOf } from '../visit.ts';

describe('gdpr', () => {
  it('denies everything but essential until granted (Directive 2002/58/EC art. 5(3))', () => {
    const { granted, denied, model, regime } = stateOf(visitOf({ regime: gdpr }), 'none');
    expect({ model, regime, granted }).toEqual({ model: 'opt-in', regime: 'gdpr', granted: ['essential'] });
    expect([...granted, ...denied].sort()).toEqual([...categories].sort());
  });

  it('keeps a decision for 182 days', () => {
    expect(gdpr.days).toBe(182);
  });

  it('lets a refusal stand for six months in Italy and France (Garante 2021, CNIL 2020)', () => {
    expect(gdpr.stands?.split(' ').slice(0, 2)).toEqual(['IT', 'FR']);
    // By the clock, or not at all, nobody can tell a visitor from Italy from others.
    expect(gdpr.stands?.split(' ').slice(-2)).toEqual(['EU', 'unknown']);
  });
});
