/**
 * Where the visitor is: what the site says, else the page's meta element, else what its server has left, else the clock,
 * else `unknown`. The clock is a hint, so where it may hide a place with stricter rules it stands for that one. It is
 * sent nowhere.
 */
import { codeOf } from './regimes/index.ts';
import { readCookie } from './storage/cookie.ts';
import { attempt } from './storage/index.ts';
import type { Options } from './types.ts';
import { warn } from './warn.ts';

/** Longest wait for a region function, in milliseconds. Until it answers, everything is held. */
const patience = 3000;

/** Tells the region, at once unless the site gave a function. A function that fails or is late means `unknown`. */
export function knowRegion(given: Options['region'], tell: (region: string) => void): void {
  const known = (said: unknown) => {
    const region = regionOf(said);
    if (region === 'unknown') warn('region');
    tell(region);
  };
  if (typeof given !== 'function') known(given);
  else {
    const answer = new Promise((done) => done(given()));
    const late = new Promise((done) => setTimeout(done, patience, ''));
    Promise.race([answer, late]).then(
      (said) => known(said ?? ''),
      () => known(''),
    );
  }
}

/** Gives an ISO 3166 code in capitals, or `unknown`. */
export function regionOf(given: unknown = 'auto'): string {
  return codeOf(given === 'auto' ? regionOfPage() : given);
}

function regionOfPage(): string | undefined {
  const meta = document.querySelector<HTMLMetaElement>('meta[name="assent-region"]');
  return (
    meta?.content ||
    document.documentElement.dataset.consentRegion ||
    // For pages out of a shared cache, which are the same for everybody.
    attempt(() => readCookie('assent-region')) ||
    regionOfZone(Intl.DateTimeFormat().resolvedOptions().timeZone ?? '')
  );
}

/**
 * Gives the region a time zone stands for (IANA tzdata, old names included), or nothing: then the strictest regime holds,
 * as it has to in Toronto, whose zone is Québec's too.
 */
export function regionOfZone(zone: string): string {
  // Windows maps many countries to one zone (CLDR windowsZones): a British or Swiss one may hide a visitor from the EU.
  return zone.startsWith('Europe/') ? 'EU' : american.test(zone) ? 'US' : '';
}

// Pieces of the names of American zones, territories and old names included, that are in no other zone's name. No zone is
// a state, so California's rules stand for all of them.
const american =
  /^US|diana|h_D|sv|_W|dw|ix|Kn|w_|pr|jo|Pue|Nom|moa|Ada|Sit|Wak|hic|Ken|Los|Den|Boi|nst|Pag|Atk|ono|Vir|uam|nee|Jun|Anc|t_T|tat|Met|Det|ipa/;
