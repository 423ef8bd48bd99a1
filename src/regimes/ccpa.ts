/**
 * California: the CCPA as amended by the CPRA. It also stands for a visitor somewhere in the United States, its
 * territories included, whose state is not known, or has no such law: the state with the most duties is the safe one.
 */
import { defineRegime } from '../define.ts';
import type { Duties } from './duties.ts';

const regions = 'US-CA US PR GU VI AS MP UM';

export const ccpa = defineRegime({
  id: 'ccpa',
  // Sale and sharing may go on until the visitor says no (Civ. Code 1798.120(a)).
  model: 'opt-out',
  days: 365,
  regions,
  // Not asked again for twelve months after an opt-out (Civ. Code 1798.135(c)(4), 11 CCR 7026(k)).
  stands: regions,
});

export const ccpaDuties: Duties = {
  // 11 CCR 7025(b); shown as honoured since 1 January 2026 (7025(c)(6)).
  signal: { 'US-CA': '2020-08-14' },
  // 11 CCR 7013; or one for both that it and "Limit the Use of …" stand for, with the icon beside it (7015).
  links: ['Do Not Sell or Share My Personal Information', 'Your Privacy Choices'],
  age: '16: sale or sharing needs a yes, below 13 the parents’ (Civ. Code 1798.120(c)); no new asking for 12 months',
};
