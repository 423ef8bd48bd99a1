/** Switzerland: the Federal Act on Data Protection and art. 45c of the Telecommunications Act. */
import { defineRegime } from '../define.ts';
import type { Duties } from './duties.ts';

export const fadp = defineRegime({
  id: 'fadp',
  // FDPIC guidelines of January 2025, in their strict reading: advertising trackers need a yes. For the visitor's own
  // settings, information and an objection would do (TCA art. 45c(b)).
  model: 'opt-in',
  days: 182,
  regions: 'CH',
});

export const fadpDuties: Duties = {
  signal: {},
  // How to refuse has to be said (TCA art. 45c(b)), in words of the site's own.
  links: [],
  age: 'none fixed: who is capable of judgement consents (Civil Code art. 16)',
};
