/**
 * The account of a visitor's decisions: entries, each bound to the one before by its SHA-256, so that a history handed
 * out later shows whether one was changed, left out, put in or moved. Pure: browser and server go by the same code.
 */
import { decode, encode, untouched } from './storage/codec.ts';
import type { Entry, Receipt, State } from './types.ts';

/** All that is known of a decision at its own moment. */
export interface Note {
  readonly receipt: Receipt;
  /** The answers in force before, and the layer that stood open. */
  readonly before: Pick<State, 'decision' | 'surface'>;
  /** Words of the site's own. */
  readonly texts: Readonly<Record<string, string>>;
}

/**
 * What is wrong with an entry: it is none (`shape`), its content does not give its hash (`changed`), it does not follow
 * on the entry before it (`order`), a new chain begins in the middle, as after a browser has lost its storage (`restart`),
 * or it was made where the browser gives no hash, on plain http (`unhashed`).
 */
export type Fault = 'shape' | 'changed' | 'order' | 'restart' | 'unhashed';

export interface Verdict {
  /** Whether no fault was found. */
  readonly intact: boolean;
  /** Whether every chain is there from its first entry on; older ones may have been deleted in time. */
  readonly complete: boolean;
  /** The faults, with the place of the entry they were found at. */
  readonly faults: readonly { readonly index: number; readonly fault: Fault }[];
}

/**
 * Tells whether entries are as they were written, in their order. Those of one record and site form a chain; several
 * chains may be mixed. Never throws, whatever it is given.
 *
 * Whoever can write every entry anew can forge a whole chain, and nothing shows that its last entries are missing: what
 * your endpoint received, and when, is the other half of the proof.
 *
 * @example
 * const { intact, faults } = await verifyHistory(JSON.parse(localStorage['assent.history']));
 */
export async function verifyHistory(entries: readonly unknown[]): Promise<Verdict> {
  const faults: { index: number; fault: Fault }[] = [];
  const chains = new Map<string, Entry>();
  let complete = true;
  for (const [index, entry] of entries.entries()) {
    const found = (fault: Fault) => faults.push({ index, fault });
    if (!isEntry(entry)) {
      found('shape');
      continue;
    }
    const { hash, previous, receipt } = entry;
    const chain = `${receipt.decision.id} ${receipt.site}`;
    const last = chains.get(chain);
    chains.set(chain, entry);
    if (!hash) found('unhashed');
    else if (hash !== (await hashOf(entry))) found('changed');
    if (!last) complete &&= previous === null;
    else if (hash && !previous) found('restart');
    else if (previous !== last.hash) found('order');
  }
  return { intact: !faults.length, complete, faults };
}

/** Makes the entry for a note, bound to the last one of the same record. `version` is that of our own words. */
export async function makeEntry(note: Note, history: readonly Entry[], version: string): Promise<Entry> {
  const { receipt, before, texts } = note;
  const { id, at } = receipt.decision;
  const own = Object.keys(texts).length ? `+${(await sha256(canonical(texts)))?.slice(0, 16) ?? 'own'}` : '';
  let key = `${id}@${at}`;
  // Two decisions of a script in one millisecond are still two.
  while (history.some((entry) => entry.key === key)) key += '+';
  const entry = {
    v: 1,
    key,
    receipt,
    surface: before.surface,
    texts: version + own,
    before: before.decision,
    previous: history.findLast((each) => each.receipt.decision.id === id)?.hash ?? null,
  } as const;
  return { ...entry, hash: await hashOf(entry) };
}

/** SHA-256 of all that an entry says, but the hash itself; `null` where the browser has none to give. */
export function hashOf(entry: Omit<Entry, 'hash'>): Promise<string | null> {
  return sha256(canonical({ ...entry, hash: undefined }));
}

/** Tells whether this is an entry, as far as it can be seen without its hash. */
export function isEntry(given: unknown): given is Entry {
  try {
    const { v, key, receipt, previous, hash } = given as Entry;
    const { decision, site, vendors, granted, denied } = receipt;
    return (
      v === 1 &&
      // The decision has exactly the shape of the record.
      canonical(decode(encode(decision))) === canonical(decision) &&
      key.replace(/\++$/, '') === `${decision.id}@${decision.at}` &&
      typeof site === 'string' &&
      [vendors, granted, denied].every(Array.isArray) &&
      [previous, hash].every((each) => each === null || /^[\da-f]{64}$/.test(each))
    );
  } catch {
    return false;
  }
}

/** One text for one content, in whatever order a database gives its keys back (RFC 8785, JSON Canonicalization). */
export function canonical(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(canonical).join()}]`;
  if (!value || typeof value !== 'object') return JSON.stringify(value, untouched) ?? 'null';
  const said = Object.entries(value).filter(([, each]) => each !== undefined);
  // By UTF-16 code units, as `sort` does by itself (RFC 8785 §3.2.3).
  const sorted = said.sort(([a], [b]) => (a < b ? -1 : 1));
  return `{${sorted.map(([name, each]) => `${canonical(name)}:${canonical(each)}`).join()}}`;
}

async function sha256(text: string): Promise<string | null> {
  // Missing on plain http (Web Cryptography API, "SecureContext"): no hash is better than one we made up.
  const bytes = await globalThis.crypto?.subtle?.digest('SHA-256', new TextEncoder().encode(text));
  return bytes ? [...new Uint8Array(bytes)].map((byte) => byte.toString(16).padStart(2, '0')).join('') : null;
}
