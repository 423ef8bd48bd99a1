/**
 * Where the visitor is: what the site says, else the page's meta element, else what its server has left, else the clock,
 * else `unknown`. The clock is a hint, so where it may hide a place with stricter rules it stands for that one. It is
 * sent nowhere.
 */
import { codeOf } from './regimes/index.ts';
import { readCookies } from './storage/cookie.ts';
import type { Options } from './types.ts';
import { warn } from './warn.ts';

/** Longest wait for a region function, in milliseconds. Until it answers, everything is held. */
const patience = 3000;

/**
 * Tells the region, at once unless the site gave a function, or its meta element may still come. A function that fails
 * or is late means `unknown`.
 */
export function knowRegion(given: Options['region'], tell: (region: string) => void): void {
  const known = (said: unknown) => {
    const region = regionOf(said);
    if (region === 'unknown') warn('region');
    tell(region);
  };
  if (given === undefined || given === 'auto') whenHeadParsed(() => known(given));
  else if (typeof given !== 'function') known(given);
  else {
    const answer = new Promise((done) => done(given()));
    const late = new Promise((done) => setTimeout(done, patience, ''));
    Promise.race([answer, late]).then(
      (said) => known(said ?? ''),
      () => known(''),
    );
  }
}

/** Our script stands first in the head; what the page says of the region may stand behind it, at the latest there. */
function whenHeadParsed(then: () => void): void {
  const isParsed = () => document.readyState !== 'loading' || document.body || said();
  if (isParsed()) {
    then();
    return;
  }
  const watch = new MutationObserver(() => {
    if (!isParsed()) return;
    watch.disconnect();
    then();
  });
  watch.observe(document, { childList: true, subtree: true });
}

/** What the page says, for whomever it was sent to. */
function said(): string | undefined {
  const meta = document.querySelector<HTMLMetaElement>('meta[name="assent-region"]');
  // Not `documentElement`, in whose place an image of that name would stand (HTML, DOM clobbering).
  return meta?.content || document.querySelector<HTMLElement>(':root')?.dataset.consentRegion;
}

/** Gives an ISO 3166 code in capitals, or `unknown`. */
export function regionOf(given: unknown = 'auto'): string {
  return codeOf(given === 'auto' ? regionOfPage() : given);
}

function regionOfPage(): string | undefined {
  return (
    said() ||
    // For pages out of a shared cache, which are the same for everybody.
    readCookies('assent-region')[0] ||
    regionOfZone(timeZone() ?? '')
  );
}

/** Of two ways that give the same name, the first is as old as 2025, and spares a visitor the reading of all formats. */
function timeZone(): string | undefined {
  const { Temporal } = globalThis as { Temporal?: { Now: { timeZoneId(): string } } };
  return Temporal?.Now.timeZoneId() ?? Intl.DateTimeFormat().resolvedOptions().timeZone;
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
