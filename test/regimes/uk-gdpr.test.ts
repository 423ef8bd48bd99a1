import { describe, expect, it } from 'vitest';
import { stateOf } from '../../src/consent.ts';
import { ukGdpr, ukGdprExempt } from '../../src/regimes/uk-gdpr.ts';
import { categories, settingsOf, visitOf } from '../visit.ts';

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

describe('ukGdprExempt', () => {
  it('grants statistics and appearance until denied, and nothing else (PECR Schedule A1)', () => {
    const { granted, model, undecided } = stateOf(visitOf({ regime: ukGdprExempt }), 'none');
    expect({ granted, model, undecided }).toEqual({
      granted: ['essential', 'functional', 'analytics'],
      model: 'opt-in',
      undecided: true,
    });
  });

  it('never grants what the site sells or shares, as that is no statistics', () => {
    const settings = settingsOf({ saleOrShare: ['analytics', 'targeting', 'social'] });
    expect(stateOf(visitOf({ regime: ukGdprExempt, settings }), 'none').granted).toEqual([
      'essential',
      'functional',
    ]);
  });

  it('takes an objection (PECR Schedule A1)', () => {
    const answers = { analytics: 'denied' } as const;
    expect(stateOf(visitOf({ regime: ukGdprExempt, answers }), 'none').granted).toEqual([
      'essential',
      'functional',
    ]);
  });

  it.each([undefined, 7, true, {}])(
    'never throws for exceptions written as %j, and grants nothing',
    (granted) => {
      const regime = { ...ukGdpr, granted: granted as never };
      expect(stateOf(visitOf({ regime }), 'none').granted).toEqual(['essential']);
    },
  );
});
