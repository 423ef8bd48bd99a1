/**
 * Region → regime. A part of a country goes by its own law, else by its country's; a region nobody covers,
 * or none at all, goes by the strictest.
 */
import type { Regime } from '../types.ts';
import { ccpa } from './ccpa.ts';
import { fadp } from './fadp.ts';
import { gdpr } from './gdpr.ts';
import { ukGdpr } from './uk-gdpr.ts';
import { usStates } from './us-states.ts';

const regimes: readonly Regime[] = [gdpr, ukGdpr, fadp, ccpa, usStates];

/** @example regimeFor('US-CO').id // 'us-states' */
export function regimeFor(region: string): Regime {
  const covering = (code: string) => regimes.find(({ regions }) => regions.split(' ').includes(code));
  return covering(region) ?? covering(region.slice(0, 2)) ?? gdpr;
}

/**
 * Finds a regime by its id; a site's own regime is already one. One whose model we do not know is none, so that a
 * misspelt model grants nothing.
 */
export function regimeNamed(named: string | Regime | undefined): Regime | undefined {
  const regime = typeof named === 'object' ? named : regimes.find(({ id }) => id === named);
  return regime && ['opt-in', 'opt-out', 'notice'].includes(regime.model) ? regime : undefined;
}
