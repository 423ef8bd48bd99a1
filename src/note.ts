/**
 * Notes every decision at once, where the next page finds it. What becomes of the note, the account of the decision and
 * its way to the site's endpoint, is the matter of a part fetched afterwards (`account.ts`): no visitor and no tag waits.
 */
import type { Note } from './history.ts';
import type { Settings } from './options.ts';
import { nativeFetch } from './patch.ts';
import { encode } from './storage/codec.ts';
import { attempt } from './storage/index.ts';
import { warn } from './warn.ts';

/** What the account is given of the page. */
export interface Desk {
  /** `localStorage`, or where it is refused an object that lasts for this page. */
  readonly store: Record<string, string | undefined>;
  readonly settings: Settings;
  /** The browser's own `fetch`: the guard must not hold the site's endpoint. */
  readonly fetch: typeof fetch;
  readonly warn: typeof warn;
}

/** Gives what writes a note; called without one, it posts what an earlier page has left. Never throws. */
export function createNotes(settings: Settings, load: () => Promise<{ account(desk: Desk): Promise<void> }>) {
  const pending = `${settings.cookie.name}.pending`;
  let store: Desk['store'] = attempt(() => localStorage) ?? {};

  return async (made?: Note): Promise<void> => {
    try {
      if (made) {
        // What a script noted beyond that many characters goes, the oldest first.
        const all = { [pending]: `${store[pending] ?? ''}${encode(made)}\n`.slice(-5e5) };
        // A full store keeps nothing more: from here on it is this page alone.
        store = attempt(() => Object.assign(store, all)) ?? all;
      }
      // A note that is not to be posted waits for the next decision: a returning visitor downloads the core alone.
      if (store[pending] && (made || settings.endpoint))
        await (await load()).account({ store, settings, fetch: nativeFetch, warn });
    } catch (error) {
      warn('account', error);
    }
  };
}
