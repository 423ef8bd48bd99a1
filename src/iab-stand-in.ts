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
  /** The frames by which vendors' frames find us. */
  readonly locators: readonly HTMLIFrameElement[];
  /** What those have asked until now. Nothing is kept any more once it is called. */
  asked(): readonly MessageEvent[];
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
      const known = { ping, addEventListener: registered, removeEventListener: true, hasSection: false };
      callback?.(Object.hasOwn(known, command) ? known[command as keyof typeof known] : null, true);
    },
    __uspapi: (...asked) => void queue.push(asked),
  };
  const page = window as unknown as Record<string, unknown>;
  const each = Object.entries(own);
  for (const [name, api] of each) if (typeof page[name] !== 'function') page[name] = api;
  const places = each.map(([name]) => placeLocator(`${name}Locator`));
  const messages: MessageEvent[] = [];
  const hear = (event: MessageEvent) => void messages.push(event);
  addEventListener('message', hear);
  function asked() {
    removeEventListener('message', hear);
    return messages.splice(0);
  }
  const locators = places.map(({ frame }) => frame);
  let stop: (() => void) | undefined = () => {
    asked();
    for (const { leave } of places) leave();
    for (const [name, api] of each) if (page[name] === api) delete page[name];
  };
  return {
    follow: (...visit) =>
      load((iab) => {
        if (stop) stop = iab.speak({ own, queue, locators, asked, leave: stop }, warn, ...visit);
      }),
    destroy() {
      stop?.();
      stop = undefined;
    },
  };
}

/** Vendors inside frames look upwards for a frame of this name, and ask only where there is one. */
function placeLocator(name: string): { frame: HTMLIFrameElement; leave: () => void } {
  const frame = document.createElement('iframe');
  frame.name = name;
  // By the object model, which a policy on styles does not forbid; and no address, which one on frames could.
  frame.style.display = 'none';
  // There may be no body yet, and some sites replace theirs on every navigation.
  const place = () => {
    if (document.body && !frame.isConnected) document.body.append(frame);
  };
  const watch = new MutationObserver(place);
  watch.observe(document.documentElement, { childList: true });
  place();
  return {
    frame,
    leave() {
      watch.disconnect();
      frame.remove();
    },
  };
}
