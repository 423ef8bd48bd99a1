/**
 * `window.__gpp` as vendors ask it (IAB "CMP API Specification" 1.1): everything by callback and at once, events in the
 * order they are owed. It takes over what the stand-in has kept, and listeners that throw stop nobody.
 */
import type { Api, Callback } from '../iab-stand-in.ts';
import type { Strings } from './strings.ts';

/** What vendors are told of this moment. */
export interface Moment {
  readonly strings: Strings;
  /** A layer of ours is seen: the visitor may be choosing. */
  readonly visible: boolean;
  /** The answers are final: recalled, given, or in force by a signal or an opt-out regime. */
  readonly decided: boolean;
}

/** Whom to tell. A stand-in pasted by the site keeps them in this shape too (CMP API, "stub code"). */
export interface GppListener {
  readonly id: number;
  readonly callback: Callback;
}

type Status = 'cmpStatus' | 'cmpDisplayStatus' | 'signalStatus';

/** What was there before: who listens already, and the last id given. */
export interface Before {
  readonly listeners: readonly GppListener[];
  readonly lastId: number;
}

/** `supported` are the sections it may ever say, as `7:usnat`. */
export function createGpp(first: Moment, before: Before, supported: readonly string[]) {
  let now = first;
  let { listeners, lastId } = before;
  // What the listeners know. An answer that was there before them is no change; the first one given is.
  let told = first.decided ? first.strings.gpp : undefined;
  const status = { cmpStatus: 'loading', cmpDisplayStatus: 'hidden', signalStatus: 'not ready' };
  const waiting: { eventName: string; data: string; pingData: object }[] = [];

  function ping() {
    const { gpp, applicable, sections } = now.strings;
    return {
      gppVersion: '1.1',
      ...status,
      supportedAPIs: [...supported],
      // A tool of US sections alone needs no number of the IAB's and says 1.
      cmpId: 1,
      sectionList: applicable.filter((id) => id > 0),
      applicableSections: [...applicable],
      gppString: gpp,
      // A copy, so that no vendor writes into what the next one reads.
      parsedSections: structuredClone(sections),
    };
  }

  function add(eventName: string, data: string): void {
    waiting.push({ eventName, data, pingData: ping() });
  }

  function turn(name: Status, value: string): void {
    if (status[name] === value) return;
    status[name] = value;
    add(name, value);
  }

  /** A listener may itself change the answers: what follows from that waits until everybody has heard the first. */
  let telling = false;
  function tell(): void {
    if (telling) return;
    telling = true;
    for (let event = waiting.shift(); event; event = waiting.shift()) {
      for (const listener of listeners) {
        // Removed by another one meanwhile.
        if (listeners.includes(listener))
          call(listener.callback, { ...event, listenerId: listener.id }, true);
      }
    }
    telling = false;
  }

  /** "Not ready" always goes first, "ready" always comes last (CMP API, "events"). */
  function update(next: Moment): void {
    now = next;
    const { strings, visible, decided } = now;
    const changed = strings.gpp !== told;
    const ready = decided && !visible;
    if (changed || !ready) turn('signalStatus', 'not ready');
    turn('cmpDisplayStatus', visible ? 'visible' : 'hidden');
    if (changed && ready) {
      told = strings.gpp;
      for (const prefix of Object.keys(strings.sections)) add('sectionChange', prefix);
    }
    if (ready) turn('signalStatus', 'ready');
    tell();
  }

  function listen(callback: Callback): void {
    lastId += 1;
    listeners = [...listeners, { id: lastId, callback }];
    const event = { eventName: 'listenerRegistered', listenerId: lastId, data: true, pingData: ping() };
    call(callback, event, true);
  }

  /** Gives what a command answers; nothing where it, or what it names, is unknown. */
  function answer(command: unknown, parameter: unknown): unknown {
    const { sections } = now.strings;
    const [prefix = '', field] = String(parameter).split('.');
    const section = Object.hasOwn(sections, prefix) ? sections[prefix] : undefined;
    switch (command) {
      case 'ping':
        return ping();
      case 'removeEventListener': {
        const before = listeners.length;
        listeners = listeners.filter(({ id }) => id !== parameter);
        return listeners.length < before;
      }
      case 'hasSection':
        return Boolean(section);
      case 'getSection':
        return structuredClone(section);
      case 'getField': {
        const segment = section?.find((each) => field && Object.hasOwn(each, field));
        return structuredClone(segment?.[field ?? '']);
      }
    }
  }

  const gpp: Api = (command, callback, parameter) => {
    if (typeof callback !== 'function') return;
    if (command === 'addEventListener') return listen(callback as Callback);
    const data = answer(command, parameter);
    call(callback as Callback, data ?? null, data !== undefined);
  };

  return {
    gpp,
    update,
    /** Begins: listeners that were here before hear of it. */
    begin(): void {
      turn('cmpStatus', 'loaded');
      update(now);
    },
    /** Stops telling. */
    end(): void {
      listeners = [];
    },
  };
}

/** Vendors' code may throw: the site's own error tracking sees it, the next one still hears. */
export function call(callback: Callback, data: unknown, success: boolean): void {
  try {
    callback(data, success);
  } catch (error) {
    reportError(error);
  }
}
