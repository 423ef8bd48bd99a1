/**
 * What waits, as text: notes, and entries on their way to the endpoint. Pure: text, clock and entries come as arguments.
 * A line that does not read back is left out; it never stops the others.
 */
import { canonical, type Note } from './history.ts';
import { encode } from './storage/codec.ts';
import type { Entry } from './types.ts';

/** An entry that the endpoint has not taken yet. */
export interface Waiting {
  readonly entry: Entry;
  /** How often it was sent. */
  readonly tries: number;
  /** Not to be sent before this moment, in milliseconds. */
  readonly next: number;
}

// Decisions are acts of a person; more than that many unsent ones are a script's.
const most = { waiting: 50, entries: 20, characters: 5e4 };

const second = 1000;
const waits = [5, 30, 2 * 60, 10 * 60, 3600, 6 * 3600, 24 * 3600].map((each) => each * second);

/** A request that has been sent is not sent again before it has had this long to be answered. */
export const patience = 20 * second;

// A clock that was set back must not put an entry off for longer than any wait.
const isDue = (next: number, now: number) => next <= now || next > now + 2 * 24 * 3600 * second;

/** How long to wait after so many tries. */
export function waitAfter(tries: number): number {
  return waits[Math.min(tries, waits.length) - 1] ?? 0;
}

export function readQueue(text: string | undefined): (Note | Waiting)[] {
  return (text ?? '').split('\n').flatMap((line) => {
    try {
      const item = JSON.parse(decodeURIComponent(line));
      return item.receipt?.decision || item.entry?.key ? item : [];
    } catch {
      return [];
    }
  });
}

/** Gives the queue as text, without its oldest where there are too many. */
export function writeQueue(items: readonly (Note | Waiting)[]): string {
  return items
    .slice(-most.waiting)
    .map((item) => `${encode(item)}\n`)
    .join('');
}

export function isWaiting(item: Note | Waiting): item is Waiting {
  return 'entry' in item;
}

/**
 * Takes the first that is due. It counts as tried before it is sent, so that neither another tab nor the next page sends
 * it as well while its answer is on the way.
 */
export function claim(items: readonly (Note | Waiting)[], now: number) {
  const due = items.filter(isWaiting).find(({ next }) => isDue(next, now));
  const taken = due && { ...due, tries: due.tries + 1, next: now + patience + waitAfter(due.tries + 1) };
  return { taken, items: items.map((item) => (item === due && taken ? taken : item)) };
}

/** Takes out what was answered; what was refused waits for its turn. */
export function settle(
  items: readonly (Note | Waiting)[],
  { entry, tries }: Waiting,
  took: boolean,
  now: number,
) {
  return items.flatMap((item) => {
    if (!isWaiting(item) || item.entry.key !== entry.key) return item;
    return took ? [] : { ...item, next: now + waitAfter(tries) };
  });
}

/** How long until something is due; nothing where nothing waits. */
export function untilDue(items: readonly (Note | Waiting)[], now: number): number | undefined {
  const moments = items.filter(isWaiting).map(({ next }) => (isDue(next, now) ? 0 : next - now));
  return moments.length ? Math.min(...moments) : undefined;
}

/** Keeps the newest entries of a history, as many as a browser should carry for us. */
export function newestEntries(history: readonly Entry[]): Entry[] {
  let from = history.length;
  for (let left = most.characters; from > 0 && history.length - from < most.entries; from -= 1) {
    left -= canonical(history[from - 1]).length;
    if (left < 0 && from < history.length) break;
  }
  return history.slice(from);
}
