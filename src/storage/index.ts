/**
 * Keeps the record in a cookie and in localStorage: either restores the other. Where both are refused it lasts
 * for this page. Never throws, and never writes before there is something to record.
 */
import type { Decision } from '../types.ts';
import { decode, encode } from './codec.ts';
import { type CookieSettings, readCookies, writeCookie } from './cookie.ts';
import { eraseCookie } from './jar.ts';
import { newest } from './newest.ts';

/** Says for how many days a decision is kept, counted from its own moment. */
type DaysOf = (decision: Decision) => number;

export function createRecords(cookie: CookieSettings) {
  const { name } = cookie;
  let memory: Decision | null = null;

  const copied = () => decode(attempt(() => localStorage[name]));

  /** Reads, and where it is told for how long, gives the record back to a home that has lost it. */
  function read(daysOf?: DaysOf): Decision | null {
    const kept = readCookies(name);
    const decision = newest(...kept.map(decode), copied(), memory) ?? null;
    if (daysOf && decision && kept.join() !== attempt(() => localStorage[name])) write(decision, daysOf);
    return decision;
  }

  function write(decision: Decision, daysOf: DaysOf): void {
    const text = encode(decision);
    const until = new Date(Date.parse(decision.at) + daysOf(decision) * 864e5);
    attempt(() => writeCookie(cookie, text, until));
    attempt(() => localStorage.setItem(name, text));
    memory = null;
    // Only where neither home gives it back: what another page forgets is forgotten here too. The cookie is asked last, as
    // its answer comes from another process.
    if (encode(copied()) !== text && encode(read()) !== text) memory = decision;
  }

  return {
    read,
    write,
    /** Tells whether what was written lasts beyond this page. */
    get lasts() {
      return !memory;
    },

    /** Takes the history along, and what has not been sent yet: as if the visitor had never been here. */
    erase(): void {
      memory = null;
      // Wherever it was set: the site may have changed its domain since.
      eraseCookie(`${name}=`);
      for (const end of ['', '.pending', '.history']) attempt(() => localStorage.removeItem(name + end));
    },
  };
}

export function attempt<Value>(action: () => Value): Value | undefined {
  try {
    return action();
  } catch {
    return undefined;
  }
}
