/**
 * European Union, its outermost regions and the EEA: GDPR and the ePrivacy Directive.
 * Also the regime of every visitor whose region is unknown, because it is the strictest.
 */
import { defineRegime } from '../define.ts';
import type { Duties } from './duties.ts';

export const gdpr = defineRegime({
  id: 'gdpr',
  // Storing or reading needs a yes first (Directive 2002/58/EC art. 5(3)); silence is no yes (GDPR art. 4(11)).
  // The narrow exemptions for own measurement (FR, IT, NL) are not assumed.
  model: 'opt-in',
  // No statute fixes it. CNIL and Garante name six months for keeping either answer; AEPD allows 24 for a yes.
  days: 182,
  // Every place that no other regime covers; see below.
  regions: '',
  // Italy: not asked again before six months, unless the processing changes (Garante, guidelines of
  // 10 June 2021).
  // France, overseas too: either choice is kept, six months as good practice (CNIL, recommendation of 17 September 2020).
  // "EU" and "unknown" may be either.
  stands: 'IT FR GF GP MQ YT RE MF EU unknown',
});

/**
 * Where it is the law: the European Union (GDPR art. 3), its outermost regions (TFEU art. 355(1)), Åland (accession
 * treaty of 1994, protocol 2) and the EEA (EEA Agreement, annex XI). No visitor has to download that.
 */
export const gdprRegions =
  'EU AT BE BG HR CY CZ DK EE FI FR DE GR EL HU IE IT LV LT LU MT NL PL PT RO SK SI ES SE AX GF GP MQ YT RE MF IS LI NO';

export const gdprDuties: Duties = {
  // Nobody has to honour it; an objection may be made by it (GDPR art. 21(5)).
  signal: {},
  // Taking a yes back is as easy as giving it (GDPR art. 7(3)): a link or an icon on every page, in words of the site's own.
  links: [],
  age: '13 to 16, by country: parents consent (GDPR art. 8)',
};
