/**
 * European Union, its outermost regions and the EEA: GDPR and the ePrivacy Directive.
 * Also the regime of every visitor whose region is unknown, because it is the strictest.
 */
import { defineRegime } from '../define.ts';

export const gdpr = defineRegime({
  id: 'gdpr',
  // Storing or reading needs a yes first (Directive 2002/58/EC art. 5(3)); silence is no yes (GDPR art. 4(11)).
  model: 'opt-in',
  // No statute fixes it. CNIL and Garante name six months for keeping either answer.
  days: 182,
  regions:
    'EU AT BE BG HR CY CZ DK EE FI FR DE GR EL HU IE IT LV LT LU MT NL PL PT RO SK SI ES SE ' +
    'AX GF GP MQ YT RE MF IS LI NO',
});
