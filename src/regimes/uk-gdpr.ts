/** United Kingdom, the Crown Dependencies and Gibraltar: PECR regulation 6 and the UK GDPR. */
import { defineRegime } from '../define.ts';

export const ukGdpr = defineRegime({
  id: 'uk-gdpr',
  // PECR reg. 6(1); the statistics and appearance exceptions of the Data (Use and Access) Act 2025 are not assumed.
  model: 'opt-in',
  // ICO guidance of April 2026: ask again after about six months.
  days: 182,
  regions: 'GB UK GG JE IM GI',
});
