/**
 * Where the visitor is: what the site says, else the page's meta element, else the clock, else `unknown`.
 * The clock only ever chooses between the United States and the strictest regime, and is sent nowhere.
 */
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
  const meta = document.querySelector<HTMLMetaElement>('meta[name="assent-region"]');
  const code = given === 'auto' ? meta?.content || regionOfZone() : given;
  const region = typeof code === 'string' ? code.toUpperCase() : '';
  return /^[A-Z]{2}(-[A-Z\d]{1,3})?$/.test(region) ? region : 'unknown';
}

// The browser knows which zones are American (ECMA-402, Intl Locale Info). One that cannot say is treated as abroad.
// In Europe a zone says no more than "Europe": Windows maps many countries to one (CLDR windowsZones).
function regionOfZone(): string {
  const { timeZone = '' } = Intl.DateTimeFormat().resolvedOptions();
  const america = new Intl.Locale('en-US') as Intl.Locale & { getTimeZones?(): string[] };
  return america.getTimeZones?.().includes(timeZone) ? 'US' : timeZone.startsWith('Europe/') ? 'EU' : '';
}
