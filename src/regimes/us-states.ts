/**
 * The other states with a comprehensive law in force by the end of 2026: sale and targeted advertising may go
 * on until the visitor says no, in each of them.
 */
import { defineRegime } from '../define.ts';
import type { Duties } from './duties.ts';

export const usStates = defineRegime({
  id: 'us-states',
  // VCDPA 59.1-577(A)(5); Colo. Rev. Stat. 6-1-1306(1)(a); Conn. Gen. Stat. 42-518(a)(5); Utah Code 13-61-201(4); the
  // others alike. Oklahoma and Louisiana follow in 2027: until then California's rules cover them.
  model: 'opt-out',
  // None fixes how long a no stands; a year, as in California.
  days: 365,
  regions:
    'US-VA US-CO US-CT US-UT US-TX US-OR US-FL US-MT US-IA US-DE US-NE US-NH US-NJ US-TN US-MN US-MD US-IN US-KY US-RI',
});

export const usStatesDuties: Duties = {
  // Where published trackers differ, the earliest day. Virginia, Utah, Florida, Iowa, Tennessee, Indiana, Kentucky and
  // Rhode Island have no such duty.
  signal: {
    // Colo. Rev. Stat. 6-1-1306(1)(a)(IV); 4 CCR 904-3, part 5: GPC is the one on the list.
    'US-CO': '2024-07-01',
    // Conn. Gen. Stat. 42-520(e)(1)(A)(ii).
    'US-CT': '2025-01-01',
    // Tex. Bus. & Com. Code 541.055(e): not where the site is unable to, or honours none for another state.
    'US-TX': '2025-01-01',
    // Montana Consumer Data Privacy Act, Mont. Code 30-14-2801 ff.
    'US-MT': '2025-01-01',
    // Nebraska Data Privacy Act: on the same terms as Texas.
    'US-NE': '2025-01-01',
    // N.H. RSA ch. 507-H.
    'US-NH': '2025-01-01',
    // N.J.S.A. 56:8-166.4 ff.
    'US-NJ': '2025-07-15',
    // Minn. Stat. ch. 325M.
    'US-MN': '2025-07-31',
    // Md. Code, Com. Law 14-4701 ff.; the drafting is ambiguous.
    'US-MD': '2025-10-01',
    // ORS 646A.570 ff.
    'US-OR': '2026-01-01',
    // Del. Code tit. 6, ch. 12D.
    'US-DE': '2026-01-01',
  },
  // Clear and conspicuous, outside the policy too (4 CCR 904-3, rule 4.03); the words are free.
  links: [],
  age: '13 to 18, by state: a yes for sale or targeted advertising, or none at all (Connecticut, Maryland: below 18)',
};
