/**
 * California: the CCPA as amended by the CPRA. It also stands for a visitor somewhere in the United States
 * whose state is not known, or has no such law: the state with the most duties is the safe one.
 */
import { defineRegime } from '../define.ts';

export const ccpa = defineRegime({
  id: 'ccpa',
  // Sale and sharing may go on until the visitor says no (Civ. Code 1798.120(a)).
  model: 'opt-out',
  // Not asked again for twelve months after an opt-out (Civ. Code 1798.135(c)(4), 11 CCR 7026(k)).
  days: 365,
  regions: 'US-CA US',
});
