/**
 * Keeps the record in a cookie and in localStorage: either restores the other. Where both are refused it lasts
 * for this page. Never throws, and never writes before there is something to record.
 */
import type { Decision } from '../types.ts';
import { decode, encode } from './codec.ts';
import { type CookieSettings, readCookie, writeCookie } from './cookie.ts';
import { newest } from './newest.ts';

/** `days` says how long a decision lives, counted from its own moment. */
export function createRecords(cookie: CookieSettings) {
  const { name } = cookie;
  let memory: Decision | null = null;

  /** Reads, and where `days` are given gives the record back to a home that has lost it. */
  function read(days?: number): Decision | null {
    const kept = attempt(() => readCookie(name));
    const copy = attempt(() => localStorage[name]);
    const decision = newest(decode(kept), decode(copy), memory) ?? null;
    if (days && decision && kept !== copy) write(decision, days);
    return decision;
  }

  function write(decision: Decision, days: number): void {
    const text = encode(decision);
    attempt(() => writeCookie(cookie, text, new Date(Date.parse(decision.at) + days * 864e5)));
    attempt(() => localStorage.setItem(name, text));
    memory = null;
    // Only where neither home gives it back: what another page forgets is forgotten here too.
    if (encode(read()) !== text) memory = decision;
  }

  return {
    read,
    write,

    /** Takes the history along, and what has not been sent yet: as if the visitor had never been here. */
    erase(): void {
      memory = null;
      attempt(() => writeCookie(cookie, '', new Date(0)));
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
