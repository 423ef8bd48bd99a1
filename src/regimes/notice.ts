/**
 * Places where telling is enough for ordinary advertising data: nobody is asked, and everybody may say no. Canada
 * without Québec, Japan, Australia, New Zealand, Singapore, Malaysia, the Philippines, Hong Kong, Taiwan, Israel, the Emirates.
 */
import { defineRegime } from '../define.ts';
import type { Duties } from './duties.ts';

export const notice = defineRegime({
  id: 'notice',
  // Canada: PIPEDA sch. 1, 4.3.6, as the OPC reads it for behavioural advertising: implied, with an easy no. Japan:
  // Telecommunications Business Act art. 27-12: what is sent where is notified, or may be refused.
  model: 'notice',
  days: 365,
  regions: 'CA JP AU NZ SG MY PH HK TW IL AE',
});

export const noticeDuties: Duties = {
  signal: {},
  links: [],
  age: 'by country; Canada: children are not tracked for advertising (OPC, behavioural advertising policy position)',
};
