/**
 * Region → regime. A part of a country goes by its own law, else by its country's; a region nobody covers,
 * or none at all, goes by the strictest.
 */
import type { Regime } from '../types.ts';
import { ccpa } from './ccpa.ts';
import { fadp } from './fadp.ts';
import { gdpr } from './gdpr.ts';
import { law25 } from './law25.ts';
import { lgpd } from './lgpd.ts';
import { notice } from './notice.ts';
import { optIn } from './opt-in.ts';
import { optOut } from './opt-out.ts';
import { ukGdpr, ukGdprExempt } from './uk-gdpr.ts';
import { usStates } from './us-states.ts';

// The first that covers a region is its own, so parts of a country stand before it. The exempt one is only ever named.
const regimes: readonly Regime[] = [
  ukGdpr,
  ukGdprExempt,
  fadp,
  law25,
  lgpd,
  optIn,
  usStates,
  ccpa,
  optOut,
  notice,
  gdpr,
];

/** @example regimeFor('US-CO').id // 'us-states' */
export function regimeFor(region: string): Regime {
  return regimes.find(({ regions }) => covers(regions, region)) ?? gdpr;
}

/**
 * Finds a regime by its id; a site's own regime is already one. One whose model we do not know is none, so that a
 * misspelt model grants nothing.
 */
export function regimeNamed(named: string | Regime | undefined): Regime | undefined {
  const regime = typeof named === 'object' ? named : regimes.find(({ id }) => id === named);
  return regime && ['opt-in', 'opt-out', 'notice'].includes(regime.model) ? regime : undefined;
}

/**
 * Gives the regime of a visit. One of ours that a site names holds wherever the visitor is; `uk-gdpr-exempt`, and a
 * site's own, in the regions it names, if it names any.
 */
export function regimeOf(given: string | Regime | undefined, region: string): Regime {
  const named = regimeNamed(given);
  const outright = named && regimes.includes(named) && !named.granted;
  return named && (outright || !named.regions || covers(named.regions, region)) ? named : regimeFor(region);
}

/** Tells whether these regions hold this one. A country covers its parts. */
export function covers(regions: string | undefined, region: string): boolean {
  // A site may have written anything.
  return !!regions?.split?.(' ').some((code) => [region, region.slice(0, 2)].includes(code));
}

/** Gives an ISO 3166 code in capitals, or `unknown`. XX, AP and T1 (Tor) are what networks say where they do not know. */
export function codeOf(said: unknown): string {
  const code = typeof said === 'string' ? said.toUpperCase() : '';
  return /^(?!XX|AP)[A-Z]{2}(-[A-Z\d]{1,3})?$/.test(code) ? code : 'unknown';
}
