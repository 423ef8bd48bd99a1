/**
 * The other places whose laws want a yes first, or may be read so: they ask as Europe asks, and are named here so that
 * a record does not speak of the GDPR where it was another law. Most are read with caution: have counsel look.
 */
import { defineRegime } from '../define.ts';
import type { Duties } from './duties.ts';

export const optIn = defineRegime({
  id: 'opt-in',
  model: 'opt-in',
  days: 182,
  regions:
    // India: DPDP Act 2023, s. 6. Korea: PIPA art. 22. Thailand: PDPA s. 19. China: PIPL arts. 13, 14. Türkiye: KVKK art. 5.
    'IN KR TH CN TR ' +
    // ePrivacy laws after the European model: the western Balkans, Moldova, Ukraine, Georgia.
    'RS BA ME MK AL MD UA GE XK ' +
    // Saudi Arabia: PDPL art. 5. Nigeria: NDPA s. 26. Kenya: DPA s. 30. Vietnam: PDPL 2025. Indonesia: Law 27/2022 art. 20.
    // South Africa: POPIA s. 69.
    'SA NG KE VN ID ZA ' +
    // Latin American laws that rest on consent; Chile: Law 21.719, from 1 December 2026.
    'AR CL CO PE UY MX EC ' +
    // European microstates, the Faroes and Greenland.
    'AD MC SM VA FO GL',
});

export const optInDuties: Duties = {
  signal: {},
  links: [],
  age: 'by country; India: no tracking or targeted advertising below 18 (DPDP Act s. 9(3))',
};
