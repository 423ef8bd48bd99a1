/**
 * United Kingdom, the Crown Dependencies and Gibraltar: PECR regulation 6 and the UK GDPR.
 * A second form, `uk-gdpr-exempt`, makes use of the exceptions of 2025, where the site says that its tags fulfil them.
 */
import { defineRegime } from '../define.ts';
import type { Duties } from './duties.ts';

// Guernsey, Jersey and Man have laws of their own, made like the UK GDPR.
const regions = 'GB UK GG JE IM GI';

export const ukGdpr = defineRegime({
  id: 'uk-gdpr',
  // PECR reg. 6(1); the statistics and appearance exceptions of the Data (Use and Access) Act 2025 are not assumed.
  model: 'opt-in',
  // ICO guidance of April 2026: a refusal is remembered; ask again after about six months.
  days: 182,
  regions,
  stands: regions,
});

export const ukGdprExempt = defineRegime({
  ...ukGdpr,
  id: 'uk-gdpr-exempt',
  // PECR Schedule A1 (statistics about the site's own service; appearance), in force since 5 February 2026: no yes needed
  // where the visitor is told and can object at no cost, and vendors are processors alone. Never advertising, tracking
  // across sites or session recording.
  granted: ['functional', 'analytics'],
});

export const ukGdprDuties: Duties = {
  signal: {},
  // UK GDPR art. 7(3); for the exceptions a simple, free means to object (PECR Schedule A1): a link on every page.
  links: [],
  age: '13: below it parents consent (Data Protection Act 2018 s. 9)',
};
