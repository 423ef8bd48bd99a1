/** Bermuda and Mauritius: places the W3C's Global Privacy Control draft names as those where the signal may have effect. */
import { defineRegime } from '../define.ts';
import type { Duties } from './duties.ts';

export const optOut = defineRegime({
  id: 'opt-out',
  // Bermuda: Personal Information Protection Act 2016, a request to cease use for advertising. Mauritius: Data
  // Protection Act 2017, the right to object to direct marketing.
  model: 'opt-out',
  days: 365,
  regions: 'BM MU',
});

export const optOutDuties: Duties = {
  // W3C Global Privacy Control, "legal effects": named, no day given.
  signal: {},
  links: [],
  age: 'Bermuda 14 (PIPA s. 16), Mauritius 16 (DPA s. 30): parents consent',
};
