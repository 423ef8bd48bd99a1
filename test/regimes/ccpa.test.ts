import { describe, expect, it } from 'vitest';
import { stateOf } from '../../src/consent.ts';
import { ccpa, ccpaDuties } from '../../src/regimes/ccpa.ts';
import { categories, visitOf } from '../visit.ts';

describe('ccpa', () => {
  it('grants until denied (Civ. Code 1798.120(a))', () => {
    const { granted, denied, model, regime } = stateOf(visitOf({ regime: ccpa }), 'none');
    expect({ model, regime, granted }).toEqual({ model: 'opt-out', regime: 'ccpa', granted: categories });
    expect([...granted, ...denied].sort()).toEqual([...categories].sort());
  });

  it('keeps a decision for 365 days', () => {
    expect(ccpa.days).toBe(365);
  });

  it('lets an opt-out stand for twelve months (Civ. Code 1798.135(c)(4))', () => {
    expect(ccpa.stands).toBe(ccpa.regions);
  });

  it('has the titles of the links (11 CCR 7013, 7015)', () => {
    expect(ccpaDuties.links).toEqual([
      'Do Not Sell or Share My Personal Information',
      'Your Privacy Choices',
    ]);
  });
});
