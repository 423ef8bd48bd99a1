/**
 * The other states with a comprehensive law in force by the end of 2026: sale and targeted advertising may go
 * on until the visitor says no, in each of them.
 */
import { defineRegime } from '../define.ts';

export const usStates = defineRegime({
  id: 'us-states',
  model: 'opt-out',
  days: 365,
  regions:
    'US-VA US-CO US-CT US-UT US-TX US-OR US-FL US-MT US-IA US-DE US-NE US-NH US-NJ US-TN US-MN US-MD US-IN US-KY US-RI',
});
