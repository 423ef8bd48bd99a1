/** Québec: Law 25, the Act respecting the protection of personal information in the private sector, as amended. */
import { defineRegime } from '../define.ts';
import type { Duties } from './duties.ts';

export const law25 = defineRegime({
  id: 'law25',
  // Functions that identify, locate or profile are off until the visitor turns them on (s. 8.1), and settings start with
  // the highest level of confidentiality (s. 9.1).
  model: 'opt-in',
  // Consent is valid only as long as its purpose needs (s. 14); no number is fixed.
  days: 182,
  regions: 'CA-QC',
});

export const law25Duties: Duties = {
  signal: {},
  links: [],
  age: '14: below it parents consent (s. 4.1)',
};
