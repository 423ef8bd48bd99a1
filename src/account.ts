/**
 * Writes the account of every decision: turns notes into the entries of a history, and posts each to the site's endpoint
 * until it is taken. Fetched when there is something to write. Whatever fails, the decision holds and the account is tried
 * again, on this page and on later ones.
 */
import { version } from '../package.json';
import { canonical, isEntry, makeEntry, type Note } from './history.ts';
import type { Desk } from './note.ts';
import type { Settings } from './options.ts';
import {
  claim,
  isWaiting,
  newestEntries,
  patience,
  readQueue,
  settle,
  untilDue,
  type Waiting,
  writeQueue,
} from './queue.ts';
import type { Entry } from './types.ts';

let again: ReturnType<typeof setTimeout> | undefined;

export async function account({ store, settings, fetch, warn }: Desk): Promise<void> {
  const { endpoint, cookie } = settings;
  const table = {
    store,
    endpoint,
    fetch,
    warn,
    pending: `${cookie.name}.pending`,
    history: `${cookie.name}.history`,
  };
  await alone(table.history, () => writeDown(table));
  if (endpoint) await post(table);
}

type Table = Pick<Desk, 'store' | 'fetch' | 'warn'> &
  Pick<Settings, 'endpoint'> & { readonly pending: string; readonly history: string };

async function writeDown(table: Table): Promise<void> {
  const { store, pending, endpoint } = table;
  const taken = store[pending] ?? '';
  const history = readHistory(store[table.history]);
  const waiting: Waiting[] = [];
  for (const item of readQueue(taken)) {
    waiting.push(isWaiting(item) ? item : { entry: await enter(item, history), tries: 0, next: 0 });
  }
  const now = store[pending] ?? '';
  // Forgotten meanwhile: what was taken is not written. Noted meanwhile: that stays.
  if (!now.startsWith(taken)) return writeDown(table);
  if (!taken) return;
  const left = writeQueue(endpoint ? waiting : []) + now.slice(taken.length);
  try {
    store[table.history] = canonical(newestEntries(history));
    keep(table, left);
  } catch {
    // A full store: what the endpoint has not seen yet goes before what is kept for later.
    delete store[table.history];
    keep(table, left);
  }
}

/** Adds the entry for a note, unless a page that was left in the middle has done so. */
async function enter(note: Note, history: Entry[]): Promise<Entry> {
  const same = ({ receipt }: Entry) => canonical(receipt) === canonical(note.receipt);
  const entered = history.find(same);
  const entry = entered ?? (await makeEntry(note, history, version));
  if (!entered) history.push(entry);
  return entry;
}

/** Posts what is due, one after the other, and comes back when the next is. */
async function post(table: Table): Promise<void> {
  const { store, pending, history, endpoint, warn } = table;
  const queue = () => readQueue(store[pending]);
  for (;;) {
    const claimed = await alone(history, () => {
      const { taken, items } = claim(queue(), Date.now());
      if (taken) keep(table, writeQueue(items));
      return taken;
    });
    if (!claimed) break;
    const fault = await send(table, claimed.entry);
    await alone(history, () => keep(table, writeQueue(settle(queue(), claimed, !fault, Date.now()))));
    if (fault) warn('endpoint', endpoint, fault);
  }
  clearTimeout(again);
  const wait = untilDue(queue(), Date.now());
  const later = () => post(table).catch((error) => warn('account', error));
  if (wait !== undefined) again = setTimeout(later, wait);
}

/** Gives what went wrong, or nothing. */
async function send({ endpoint = '', fetch }: Table, entry: Entry): Promise<unknown> {
  const body = canonical(entry);
  try {
    const { ok, status } = await fetch(endpoint, {
      method: 'POST',
      headers: { 'Content-Type': 'application/json' },
      body,
      // It outlives the page, where it fits: 64 KiB for all such requests together (Fetch Standard, "keepalive").
      keepalive: new Blob([body]).size < 6e4,
      // A page that is shown instead, such as one to sign in, has taken nothing.
      redirect: 'error',
      priority: 'low',
      // Which page it was is nobody's business.
      referrerPolicy: 'origin',
      signal: AbortSignal.timeout?.(patience),
    });
    return ok ? undefined : status;
  } catch (error) {
    return error;
  }
}

function keep({ store, pending }: Table, text: string): void {
  if (text) store[pending] = text;
  else delete store[pending];
}

function readHistory(text = '[]'): Entry[] {
  try {
    return JSON.parse(text).filter(isEntry);
  } catch {
    return [];
  }
}

let turn: Promise<unknown> = Promise.resolve();

/** Does one thing at a time: in this page, and by a Web Lock in all tabs. Where there is none, the key tells doubles. */
async function alone<Value>(name: string, work: () => Value | Promise<Value>): Promise<Value> {
  const mine = turn.then(async () => {
    let entered = false;
    const enter = () => {
      entered = true;
      return work();
    };
    try {
      return (await navigator.locks.request(name, enter)) as Value;
    } catch (error) {
      // Missing on plain http, refused in a sandboxed frame (Web Locks API, "request a lock").
      if (entered) throw error;
      return work();
    }
  });
  turn = mine.catch(() => {});
  return mine;
}
