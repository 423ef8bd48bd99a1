/** Brazil: the Lei Geral de Proteção de Dados, as the ANPD reads it for cookies. */
import { defineRegime } from '../define.ts';
import type { Duties } from './duties.ts';

export const lgpd = defineRegime({
  id: 'lgpd',
  // A yes is free, informed and unambiguous (art. 5, XII), nothing ticked beforehand (ANPD cookie guide of 2022). Counting
  // visits could rest on legitimate interest (art. 10); it is not assumed.
  model: 'opt-in',
  days: 182,
  regions: 'BR',
});

export const lgpdDuties: Duties = {
  signal: {},
  // Revoked at any time, free of charge and easily (art. 8, § 5), in words of the site's own.
  links: [],
  age: '12: below it a parent consents (art. 14, § 1)',
};
