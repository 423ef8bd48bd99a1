/**
 * Decision ↔ text. What does not read back to exactly our shape is no decision: a truncated cookie, another
 * tool's value or a hostile one gives `null`, never a throw and never a grant.
 */
import type { Decision } from '../types.ts';

/** The whole shape, in our order. Names that are not here are left out of what is read. */
const shape =
  /^\{"v":1,"id":"[\da-f]{8}(-[\da-f]{4}){3}-[\da-f]{12}","at":"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?Z","by":"(banner|dialog|placeholder|gpc|opt-out|api)","regime":"[^"]*","region":"[^"]*","revision":\d+,"gpc":(true|false),"answers":\{("[^"]+":"(granted|denied)",?)*\}\}$/;

/** A browser keeps no cookie beyond 4,096 bytes (RFC 6265 §6.1): what is longer was not written by us. */
const longest = 4096;

/** Gives any value as text that a cookie may hold. */
export function encode(value: object | null): string {
  return encodeURIComponent(JSON.stringify(value, untouched));
}

// Pages put `toJSON` on prototypes (Prototype.js did until 1.7): what it gives is passed over for the value itself.
export function untouched(this: Readonly<Record<string, unknown>>, key: string): unknown {
  return this[key];
}

export function decode(text = ''): Decision | null {
  try {
    const { v, id, at, by, regime, region, revision, gpc, answers } = JSON.parse(decodeURIComponent(text));
    const decision = { v, id, at, by, regime, region, revision, gpc, answers };
    return text.length <= longest && shape.test(JSON.stringify(decision, untouched)) && Date.parse(at)
      ? decision
      : null;
  } catch {
    return null;
  }
}
