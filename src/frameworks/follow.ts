/**
 * The Consent of the page as a component may follow it: on a server and until it has started too, when nothing but
 * essential is granted, or what a server has read. Importing it does nothing; it never takes a running Consent away.
 */
import { start } from '../index.ts';
import { running } from '../start.ts';
import type { Consent, Options, Snapshot, State } from '../types.ts';

/** What a provider is given. Without all of it the page's own Consent is followed, once there is one. */
export interface Given {
  /** Starts Assent with these, once, after the page is hydrated. A Consent that runs already is taken as it is. */
  options?: Options | undefined;
  /** A Consent that the site has started itself. @default what `start` gave on this page, or `window.assent` */
  consent?: Consent | undefined;
  /** The answers as the server read them: `readConsent(…).snapshot`. @default nothing but essential granted */
  snapshot?: Snapshot | undefined;
}

export type Followed = ReturnType<typeof follow>;

// Said on the document by every Consent, whoever started it, and whenever.
const told = ['assent:ready', 'assent:change', 'assent:show', 'assent:hide'];

const unknown: State = {
  region: 'unknown',
  regime: 'gdpr',
  model: 'opt-in',
  gpc: false,
  undecided: true,
  granted: ['essential'],
  denied: ['functional', 'analytics', 'targeting', 'social'],
  decision: null,
  surface: 'none',
};

/** Finds the Consent that runs on this page, whichever door it came by. */
function ofPage(): Consent | undefined {
  const { assent } = globalThis as { assent?: Partial<Consent> };
  // Until it has started, and where a named element has taken the name, it is no Consent.
  return running ?? (typeof assent?.allows === 'function' ? (assent as Consent) : undefined);
}

export function follow({ options, consent, snapshot }: Given = {}) {
  const found = () => consent ?? ofPage();
  const first = beforeStart(snapshot, found);
  let seen = first;

  return {
    /** The answers a server has, and the page while it is hydrated. */
    first,

    /** The answers in force: the same object until they change. `state` is of this moment, `allows` of any. */
    now(): Consent {
      const live = found();
      if (!live) return first;
      if (seen.state !== live.state) seen = { ...live };
      return seen;
    },

    /** Calls back whenever `now` has become another. Gives its own undo. */
    subscribe(listener: () => void): () => void {
      if (typeof document === 'undefined') return () => {};
      for (const name of told) document.addEventListener(name, listener);
      return () => {
        for (const name of told) document.removeEventListener(name, listener);
      };
    },

    /** Starts Assent, unless it runs: however often a component mounts, there is one. */
    start(): void {
      if (!options || found()) return;
      const { region = 'unknown' } = snapshot?.state ?? {};
      // A server that knows no region leaves it to the page.
      start(region === 'unknown' ? options : { ...options, region: options.region ?? region });
    },
  };
}

/** Stands for the Consent to come. What is asked of it is done once there is one; on a server that is never. */
function beforeStart(
  { state, vendors }: Snapshot = { state: unknown, vendors: [] },
  found: () => Consent | undefined,
): Consent {
  const started = (then: (consent: Consent) => void): void => {
    const consent = found();
    if (consent) then(consent);
    else if (typeof document !== 'undefined')
      document.addEventListener('assent:ready', () => started(then), { once: true });
  };
  const later =
    <
      Name extends
        | 'decide'
        | 'grant'
        | 'deny'
        | 'optOut'
        | 'withdraw'
        | 'forget'
        | 'open'
        | 'close'
        | 'add'
        | 'destroy',
    >(
      name: Name,
    ) =>
    (...given: Parameters<Consent[Name]>): void =>
      started((consent) => (consent[name] as (...given: unknown[]) => void)(...given));
  return {
    state,
    // Kept by somebody beyond the start, it never tells of a grant that has been taken back.
    allows: (what) =>
      (state.granted.some((name) => name === what) || vendors.includes(what)) &&
      (found()?.allows(what) ?? true),
    when: (what) => new Promise((done) => started((consent) => consent.when(what).then(done))),
    onChange(listener) {
      let stop: (() => void) | undefined = () => {};
      started((consent) => {
        if (stop) stop = consent.onChange(listener);
      });
      return () => {
        stop?.();
        stop = undefined;
      };
    },
    receipt: () => null,
    decide: later('decide'),
    grant: later('grant'),
    deny: later('deny'),
    optOut: later('optOut'),
    withdraw: later('withdraw'),
    forget: later('forget'),
    open: later('open'),
    close: later('close'),
    add: later('add'),
    destroy: later('destroy'),
  };
}
