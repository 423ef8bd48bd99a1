/** Switzerland: the Federal Act on Data Protection and art. 45c of the Telecommunications Act. */
import { defineRegime } from '../define.ts';

export const fadp = defineRegime({
  id: 'fadp',
  // FDPIC guidelines of January 2025, in their strict reading: advertising trackers need a yes.
  model: 'opt-in',
  days: 182,
  regions: 'CH',
});
