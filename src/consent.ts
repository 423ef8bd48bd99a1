/**
 * The answer now: regime × signals × decision → granted or denied, and who is told when it changes.
 * The first half is pure. The second keeps the one mutable thing there is, the visit.
 */
import type { Settings } from './options.ts';
import type { Answer, Answers, Category, Decision, Listener, Regime, State, Vendor } from './types.ts';

/** A vendor the visit knows. While its own words are still on their way it is allowed nothing. */
export type Listed = Vendor & { readonly awaited?: boolean };

/** All that an answer follows from. */
export interface Visit {
  readonly settings: Pick<Settings, 'categories' | 'saleOrShare' | 'gpc' | 'minor'>;
  readonly vendors: ReadonlyMap<string, Listed>;
  readonly region: string;
  readonly regime: Regime;
  readonly gpc: boolean;
  /** The decision that still speaks. */
  readonly decision: Decision | null;
  /** The decision's answers, or the refusals left of one that no longer speaks. */
  readonly answers: Answers;
  /** Vendors in granted categories that came after the decision. Until they are answered for, they are denied. */
  readonly fresh?: readonly string[];
}

/** Gives the answer for a category or a vendor id. A name nobody declared is denied. */
export function answerFor(what: string, visit: Visit): Answer {
  const { answers, decision, gpc, regime, settings, vendors } = visit;
  const vendor = vendors.get(what);
  const category = vendor?.category ?? (what as Category);
  if (vendor?.anyOf && !own(answers, what)) {
    return vendor.anyOf.some((name) => answerFor(name, visit) === 'granted') ? 'granted' : 'denied';
  }
  if (category === 'essential') return 'granted';
  if (!settings.categories.includes(category)) return 'denied';

  // A yes is an informed one, so it holds for no vendor that nobody named (GDPR art. 4(11), recital 42).
  if (visit.fresh?.includes(what)) return 'denied';
  const given = own(answers, what) ?? own(answers, category);
  const sold = settings.saleOrShare.includes(category);
  // The signal is processed even against an older yes (11 CCR 7025(c)(3)); a yes given after being told of the
  // conflict is the one that was recorded while the signal was on.
  if (gpc && sold && !(given === 'granted' && decision?.gpc && settings.gpc.override)) return 'denied';
  // What a law exempts from asking is never sale or share.
  const asked = regime.model === 'opt-in' && (sold || !regime.granted?.includes?.(category));
  // Minors: no sale or sharing without a yes (Civ. Code 1798.120(c)).
  return given ?? (asked || (sold && settings.minor) ? 'denied' : 'granted');
}

// An answer named "constructor" is one that nobody gave.
function own(answers: Answers | undefined, name: string): Answer | undefined {
  return answers && Object.hasOwn(answers, name) ? answers[name] : undefined;
}

export function stateOf(visit: Visit, surface: State['surface']): State {
  const { region, regime, gpc, decision, settings } = visit;
  // Nobody changes an answer by writing into the record.
  if (decision) Object.freeze(Object.freeze(decision).answers);
  const having = (answer: Answer) =>
    Object.freeze(settings.categories.filter((name) => answerFor(name, visit) === answer));
  return Object.freeze({
    region,
    regime: regime.id,
    model: regime.model,
    gpc,
    undecided:
      !!visit.fresh?.length ||
      !settings.categories.every((name) => name === 'essential' || own(decision?.answers, name)),
    granted: having('granted'),
    denied: having('denied'),
    decision,
    surface,
  });
}

export type Answering = ReturnType<typeof createAnswering>;

/**
 * Keeps the visit, and tells everybody when it changes. `signal` reads the browser's; `late` is called once it is on
 * although it was not at the start.
 */
export function createAnswering(visit: Visit, signal = () => false, late = () => {}) {
  let state = stateOf(visit, 'none');
  // What listeners have heard of last.
  let told = state;
  const listeners = new Set<Listener>();
  let changes: Parameters<Listener>[] = [];

  // Extensions define the signal late. So whoever is about to release something has it looked at once more, and
  // it is believed from that moment on; who is to hear of it does so when the caller is done.
  function seeSignal(): void {
    if (visit.gpc || !signal()) return;
    visit = { ...visit, gpc: true };
    state = stateOf(visit, state.surface);
    queueMicrotask(late);
  }

  // Of several names the first that is declared answers, or the last: what is said for a vendor waits for no file of it.
  function allows(what: string | readonly string[]): boolean {
    seeSignal();
    const names: readonly string[] = Array.isArray(what) ? what : [];
    const name = names.find((each) => visit.vendors.has(each)) ?? names.at(-1) ?? (what as string);
    const awaited = name === what && visit.vendors.get(name)?.awaited;
    return !awaited && answerFor(name, visit) === 'granted';
  }

  function onChange(listener: Listener): () => void {
    // One of its own for every call: each undo takes one away.
    const heard: Listener = (now, before) => listener(now, before);
    listeners.add(heard);
    return () => listeners.delete(heard);
  }

  return {
    get state() {
      return state;
    },
    get visit() {
      return visit;
    },
    allows,
    seeSignal,
    onChange,

    when: (what: string) =>
      new Promise<void>((resolve) => {
        const look = () => {
          if (!allows(what)) return;
          resolve();
          stop();
        };
        const stop = onChange(look);
        look();
      }),

    /** Puts new facts in force and tells of them. */
    change(facts: Partial<Visit>): void {
      // Listeners that answer each other without end would keep the page busy for ever: the one who asks hears of it.
      if (changes.length > 99) throw new RangeError('onChange');
      const before = told;
      visit = { ...visit, ...facts };
      told = state = stateOf(visit, state.surface);
      // A listener may change answers itself: of that everybody hears when all have heard of this.
      if (changes.push([state, before]) > 1) return;
      for (const change of changes) {
        for (const listener of [...listeners]) {
          try {
            listener(...change);
          } catch (error) {
            // Where the site's own error tracking sees it; the next listener still hears.
            reportError(error);
          }
        }
      }
      changes = [];
    },

    /** Says which layer the visitor sees. This is no change of the answers. */
    shows(surface: State['surface']): void {
      if (surface === state.surface) return;
      told = state = stateOf(visit, surface);
      announce(surface === 'none' ? 'hide' : 'show', state);
    },
  };
}

/** Tells the page, as an event `assent:<name>` on the document. */
export function announce(name: 'ready' | 'change' | 'show' | 'hide', detail: State): void {
  document.dispatchEvent(new CustomEvent(`assent:${name}`, { detail }));
}
