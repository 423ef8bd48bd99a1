import { describe, expect, it } from 'vitest';
import { stateOf } from '../../src/consent.ts';
import { notice } from '../../src/regimes/notice.ts';
import { categories, settingsOf, visitOf } from '../visit.ts';

describe('notice', () => {
  it('grants without asking (PIPEDA sch. 1, 4.3.6)', () => {
    const { granted, denied, model, regime } = stateOf(visitOf({ regime: notice }), 'none');
    expect({ model, regime, granted }).toEqual({ model: 'notice', regime: 'notice', granted: categories });
    expect([...granted, ...denied].sort()).toEqual([...categories].sort());
  });

  it('denies sale or share under the signal, and to minors', () => {
    for (const visit of [
      visitOf({ regime: notice, gpc: true }),
      visitOf({ regime: notice, settings: settingsOf({ minor: true }) }),
    ])
      expect(stateOf(visit, 'none').denied).toEqual(expect.arrayContaining(['targeting', 'social']));
  });

  it('keeps a decision for 365 days', () => {
    expect(notice.days).toBe(365);
  });
});
