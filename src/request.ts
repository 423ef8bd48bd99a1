/**
 * What a request says of its visitor: the signal, the region, the record. Pure: the headers come as an argument.
 * Anything that cannot be read is absent; nothing a visitor sends makes it throw.
 */
import { codeOf } from './regimes/index.ts';
import { decode } from './storage/codec.ts';
import { newest } from './storage/newest.ts';
import type { Decision } from './types.ts';

/** A `Headers`, the headers of a Node request, or a plain object. Names in any letter case. */
export type RequestHeaders =
  | { get(name: string): string | null }
  | Readonly<Record<string, string | readonly string[] | undefined>>;

/** Country and part of it. The one nearest to the visitor first: what stands behind it sees its address instead. */
const countryHeaders = [
  ['cf-ipcountry', 'cf-region-code'],
  ['x-vercel-ip-country', 'x-vercel-ip-country-region'],
  ['cloudfront-viewer-country', 'cloudfront-viewer-country-region'],
] as const;

/** Tells whether Global Privacy Control is on: exactly "1" (W3C Global Privacy Control, the `Sec-GPC` field). */
export function signalIn(headers: RequestHeaders): boolean {
  return header(headers, 'sec-gpc') === '1';
}

/** Gives an ISO 3166 code in capitals, or `unknown`. */
export function regionIn(headers: RequestHeaders, given: unknown = 'auto'): string {
  const pairs = countryHeaders.map((pair) => pair.map((name) => header(headers, name)));
  const [country = '', part] = pairs.find(([name]) => name) ?? [];
  const said = given === 'auto' ? [`${country}-${part}`, country] : [String(given)];
  return said.map(codeOf).find((each) => each !== 'unknown') ?? 'unknown';
}

/** Gives the record. A parent domain or path may have sent one too: of several, the one the browser would go by. */
export function recordIn(headers: RequestHeaders, name: string): Decision | null {
  const ours = header(headers, 'cookie', '; ')
    .split(/; */)
    .filter((pair) => pair.startsWith(`${name}=`));
  return newest(...ours.map((pair) => decode(pair.slice(name.length + 1)))) ?? null;
}

/** One header as one text. Several of cookies are joined by a semicolon (RFC 9113 §8.2.3), of others by a comma. */
function header(headers: RequestHeaders, name: string, between = ', '): string {
  if (typeof headers?.get === 'function') return headers.get(name) ?? '';
  const same = Object.entries(headers ?? {}).filter(([each]) => each.toLowerCase() === name);
  return same.flatMap(([, value]) => value ?? []).join(between);
}
