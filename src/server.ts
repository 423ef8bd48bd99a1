/**
 * The door for servers and edge workers: the decision out of a request's headers, the same answers as in the browser,
 * and the cookie renewed. It decides nothing for a visitor. No DOM, nothing of Node; importing it does nothing.
 */
import { answerFor, stateOf, type Visit } from './consent.ts';
import { hashOf, isEntry } from './history.ts';
import { messages } from './messages.ts';
import { readOptions, usable } from './options.ts';
import { daysKept, whatHolds } from './recall.ts';
import { regimeOf } from './regimes/index.ts';
import { type RequestHeaders, recordIn, regionIn, signalIn } from './request.ts';
import { encode } from './storage/codec.ts';
import type { CookieSettings } from './storage/cookie.ts';
import type { Decision, Entry, Options, Snapshot, State } from './types.ts';
import { explainWith } from './warn.ts';

export { type Fault, type Verdict, verifyHistory } from './history.ts';
export type { Entry, RequestHeaders };

/**
 * The options of the browser, so that one object serves both; what has no meaning on a server is passed over.
 * `cookie.secure` is `true` unless the site says otherwise: a server behind a proxy does not see https.
 */
export interface ServerOptions extends Omit<Options, 'region'> {
  /**
   * ISO 3166-1 or 3166-2 code of the visitor's region, or `'auto'`: the country headers of Cloudflare, Vercel or
   * CloudFront, else unknown, which means the strictest regime.
   * @default 'auto'
   */
  region?: string | undefined;
}

/** The answers for one request. */
export interface ServerConsent extends Pick<State, 'decision' | 'gpc' | 'region' | 'regime'> {
  /** Tells whether a category or a vendor id is granted. A name nobody declared is never allowed. */
  allows(what: string): boolean;
  /** These answers for the page, as JSON or as a property: what the framework doors go by until the page has started. */
  readonly snapshot: Snapshot;
  /**
   * Value of a `Set-Cookie` header that gives a standing decision the rest of its life, of which Safari leaves seven
   * days to a cookie written by a page; `null` where no decision stands. It is this visitor's own: never send it
   * with a response that a shared cache keeps.
   */
  readonly setCookie: string | null;
}

/**
 * Reads what a visitor has decided out of the headers of a request. A missing or broken cookie is no decision, and
 * only `Sec-GPC: 1` is the signal; nothing a visitor sends makes it throw. Hand it the options your pages have, or
 * its answers differ from theirs.
 *
 * @example
 * const { allows, setCookie } = readConsent(request.headers, { revision: 3 });
 * if (allows('analytics')) measure(request);
 * if (setCookie) response.headers.append('Set-Cookie', setCookie);
 */
export function readConsent(headers: RequestHeaders, options: ServerOptions = {}): ServerConsent {
  explainWith(async () => ({ messages }));
  const settings = readOptions({ ...options }, true);
  const { cookie } = settings;

  const region = regionIn(headers, settings.region);
  const regime = regimeOf(settings.regime, region);
  const stored = recordIn(headers, cookie.name);

  const days = cookie.days ?? regime.days;
  const vendors = usable([...settings.vendors, ...settings.tags], settings.categories);
  const visit: Visit = {
    settings,
    vendors: new Map(vendors.map((vendor) => [vendor.id, vendor])),
    region,
    regime,
    gpc: signalIn(headers),
    ...whatHolds(stored, regime, settings, days),
  };
  const state = stateOf(visit, 'none');
  const { decision, gpc } = state;
  const allows = (what: string) => answerFor(what, visit) === 'granted';
  return {
    decision,
    gpc,
    region,
    regime: regime.id,
    allows,
    snapshot: { state, vendors: [...visit.vendors.keys()].filter(allows) },
    // What is left of a decision that fell silent must not take its place.
    setCookie:
      decision && decision === stored
        ? renewalOf(decision, cookie, daysKept(decision, regime, settings, days))
        : null,
  };
}

/**
 * Reads what a browser has posted to your `endpoint`: the entry, or `null` for anything else, a body above 500,000
 * characters and an entry that does not give its own hash included. Keep it under its `key`: the same may come twice.
 *
 * @example
 * const entry = await readEntry(await request.text());
 * if (entry) await keep(entry);
 * return new Response(null, { status: entry ? 204 : 400 });
 */
export async function readEntry(body: string): Promise<Entry | null> {
  try {
    const entry = body.length <= 5e5 && JSON.parse(body);
    return isEntry(entry) && (!entry.hash || entry.hash === (await hashOf(entry))) ? entry : null;
  } catch {
    return null;
  }
}

/**
 * Gives the body of `/.well-known/gpc.json`, by which a site says that it honours the signal; serve it as
 * `application/json`. `lastUpdate` is the day on which that statement last changed. Throws for what is no date.
 *
 * @example
 * const json = { headers: { 'Content-Type': 'application/json' } };
 * if (pathname === '/.well-known/gpc.json') return new Response(gpcResource('2026-01-31'), json);
 */
export function gpcResource(lastUpdate: Date | string): string {
  return JSON.stringify({ gpc: true, lastUpdate: new Date(lastUpdate).toISOString().slice(0, 10) });
}

function renewalOf(decision: Decision, cookie: CookieSettings, days: number): string {
  const { name, path, domain, sameSite, secure } = cookie;
  const left = Math.ceil((Date.parse(decision.at) + days * 864e5 - Date.now()) / 1000);
  // Not HttpOnly: the page reads it, and writes over it when the visitor answers anew.
  const attributes = { 'Max-Age': left, Path: path, Domain: domain, SameSite: sameSite, Secure: secure };
  const said = Object.entries(attributes).filter(([, value]) => value);
  const texts = said.map(([key, value]) => (value === true ? key : `${key}=${value}`));
  return [`${name}=${encode(decision)}`, ...texts].join('; ');
}
