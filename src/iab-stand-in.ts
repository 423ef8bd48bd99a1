/**
 * Stands where `__gpp` and `__uspapi` will be, so that no vendor's tag comes too early: it says that nothing is ready
 * yet, keeps listeners and questions, and decides nothing. What is there already is another tool's, and stays.
 */
import type { Iab } from './extras.ts';
import type * as loaded from './iab/speak.ts';
import { warn } from './warn.ts';

export type Callback = (data: unknown, success: boolean) => void;

/** What vendors call: `__gpp(command, callback, parameter)`, `__uspapi(command, version, callback)`. */
export type Api = (...asked: unknown[]) => void;

/** What stands in until then, and what it was asked. A listener's id is its place in the queue, counted from 1. */
export interface StandIns {
  readonly own: Readonly<Record<'__gpp' | '__uspapi', Api>>;
  readonly queue: readonly unknown[][];
  /** Takes them away. */
  leave(): void;
}

// Every visitor downloads these lines, so they say as little as they may: the states' sections come with the rest.
const ping = {
  gppVersion: '1.1',
  cmpStatus: 'stub',
  cmpDisplayStatus: 'hidden',
  signalStatus: 'not ready',
  supportedAPIs: ['7:usnat'],
  cmpId: 0,
  sectionList: [],
  applicableSections: [],
  gppString: '',
  parsedSections: {},
};

/** `load` hands over what speaks; while it does not, vendors wait. */
export function standIn(load: (take: (iab: typeof loaded) => void) => void): Iab {
  const queue: unknown[][] = [];
  const own: StandIns['own'] = {
    __gpp(...asked) {
      const listenerId = queue.push(asked);
      const [command, callback] = asked as [string, Callback?];
      // A section's own command can wait; what is generic is answered at once (CMP API, "required API commands").
      if (/\./.test(command)) return;
      const registered = { eventName: 'listenerRegistered', listenerId, data: true, pingData: ping };
      const added = command === 'addEventListener' ? registered : command === 'removeEventListener' || null;
      callback?.(command === 'ping' ? ping : added, true);
    },
    __uspapi: (...asked) => void queue.push(asked),
  };
  const page = window as unknown as Record<string, unknown>;
  const each = Object.entries(own);
  for (const [name, api] of each) if (typeof page[name] !== 'function') page[name] = api;
  let stop: (() => void) | undefined = () => {
    for (const [name, api] of each) if (page[name] === api) delete page[name];
  };
  return {
    follow: (...visit) =>
      load((iab) => {
        if (stop) stop = iab.speak({ own, queue, leave: stop }, warn, ...visit);
      }),
    destroy() {
      stop?.();
      stop = undefined;
    },
  };
}
