/**
 * The door for Preact: the answers as signals and in components, held embeds and the opt-out link. A server renders what
 * the snapshot says, the page hydrates with the same, and what differs afterwards is drawn then. Importing it does nothing.
 */
import { computed, type ReadonlySignal, signal } from '@preact/signals';
import { type ComponentChildren, createContext, h, type JSX, toChildArray } from 'preact';
import { useContext, useEffect, useLayoutEffect, useRef, useState } from 'preact/hooks';
import type { Category, Consent, State } from '../types.ts';
import {
  drawPlaceholder,
  type Link,
  linkWords,
  markLink,
  type Placed,
  readHeld,
  roomFor,
} from './elements.ts';
import { type Followed, follow, type Given } from './follow.ts';

/** The answers as signals: whoever reads one is drawn, or run, again when it changes. */
export interface Answers {
  /** The Consent: a new object for every change. */
  readonly consent: ReadonlySignal<Consent>;
  readonly state: ReadonlySignal<State>;
  /** Tells whether a category or vendor is granted: the same signal for the same name. */
  allows(what: string): ReadonlySignal<boolean>;
}

function answersOf({ first, now, subscribe }: Followed) {
  const consent = signal(first);
  const look = () => {
    consent.value = now();
  };
  const allowed = new Map<string, ReadonlySignal<boolean>>();
  let readers = 0;
  let stop: () => void;
  const own: Answers = {
    consent,
    state: computed(() => consent.value.state),
    allows(what) {
      const known = allowed.get(what) ?? computed(() => consent.value.allows(what));
      allowed.set(what, known);
      return known;
    },
  };
  return {
    own,
    now,
    /** Follows the Consent while anybody reads. Gives its own undo. */
    listen(): () => void {
      if (!readers) stop = subscribe(look);
      readers += 1;
      look();
      return () => {
        readers -= 1;
        if (!readers) stop();
      };
    },
  };
}

const Answering = createContext(answersOf(follow()));

/**
 * Gives its Consent to the components inside, and starts it where it is given `options`: once, after hydration, and after
 * a remount too. Unmounting it ends nothing; only `destroy()` does. Without a provider components follow the Consent of
 * the page, and a server grants nothing but essential.
 *
 * @example
 * <ConsentProvider options={{ policy: '/privacy', tags }} snapshot={snapshot}><App /></ConsentProvider>
 */
export function ConsentProvider({
  children,
  ...given
}: Given & { children?: ComponentChildren }): JSX.Element {
  const [[followed, value]] = useState(() => {
    const followed = follow(given);
    return [followed, answersOf(followed)] as const;
  });
  useEffect(() => followed.start(), [followed]);
  return h(Answering.Provider, { value }, children);
}

/** Gives the answers as signals. */
export function useAnswers(): Answers {
  const { own, listen } = useContext(Answering);
  // By then the page is hydrated: until then it is drawn as the server drew it.
  useLayoutEffect(listen, [listen]);
  return own;
}

const ofPage = answersOf(follow());
let heard = false;

function answersOfPage(): Answers {
  if (!heard && typeof document !== 'undefined') ofPage.listen();
  heard = true;
  return ofPage.own;
}

/** The answers of the page's Consent, for code outside of components. */
export const answers: Answers = {
  get consent() {
    return answersOfPage().consent;
  },
  get state() {
    return answersOfPage().state;
  },
  allows: (what) => answersOfPage().allows(what),
};

/** Gives the Consent, and draws the component again whenever the answers change: a new object for every change. */
export function useConsent(): Consent {
  return useAnswers().consent.value;
}

/** Tells whether a category or vendor is granted, and draws the component again when that changes. */
export function useAllows(what: string): boolean {
  return useAnswers().allows(what).value;
}

export interface HeldProps {
  /** Must be granted, unless `vendor` is named. */
  category: Category;
  /** Id of a vendor among your `vendors` and `tags`: its own answer counts. An unknown one stays held. */
  vendor?: string | undefined;
  /** Stands there while it is held; a function is given what loads it once. @default Assent's own placeholder */
  fallback?: ComponentChildren | ((loadOnce: () => void) => ComponentChildren) | undefined;
  children?: ComponentChildren | undefined;
}

/**
 * Shows what is inside only while it is granted; until then nothing of it is made.
 *
 * @example
 * <Held category="social" vendor="youtube"><iframe src="https://www.youtube-nocookie.com/embed/ID" title="Our film" /></Held>
 */
export function Held({ category, vendor, fallback, children }: HeldProps): ComponentChildren {
  const name = vendor ?? category;
  const allowed = useAllows(name);
  const { now } = useContext(Answering);
  const [once, setOnce] = useState(false);
  // A grant is shown by itself, and ends with it: so does what was loaded once before.
  const loadOnce = () => setOnce(!now().allows(name));
  if (allowed && once) setOnce(false);
  if (allowed || once) return children;
  if (typeof fallback === 'function') return fallback(loadOnce);
  if (fallback !== undefined) return fallback;
  const [only] = toChildArray(children);
  const held = readHeld({ category, vendor }, typeof only === 'object' && only.props);
  return h(Room, { key: `${vendor} ${category} ${held.src}`, held, loadOnce });
}

/** Where the core draws its placeholder: Preact knows the room alone. */
function Room({ held, loadOnce }: { held: Placed; loadOnce: () => void }): JSX.Element {
  const room = useRef<HTMLDivElement>(null);
  // Another embed has another room.
  useEffect(() => {
    if (room.current) drawPlaceholder(room.current, held, loadOnce);
  }, []);
  return h('div', { ref: room, style: roomFor(held) });
}

/**
 * The link a law asks for, with its words and icon: to the choices, or with `kind="opt-out"` the opt-out itself. Without
 * `href` it is a button. What you write inside stays.
 *
 * @example
 * <PrivacyChoices href="/privacy#choices" />
 */
export function PrivacyChoices({
  kind = 'choices',
  children = linkWords[kind],
  ...rest
}: { kind?: Link } & JSX.IntrinsicElements['a']): JSX.Element {
  const link = useRef<HTMLAnchorElement>(null);
  useEffect(() => {
    if (link.current) markLink(link.current, kind);
  }, [kind]);
  const own = rest.href === undefined ? { type: 'button' } : {};
  return h(rest.href === undefined ? 'button' : 'a', { ...own, ...rest, ref: link } as object, children);
}
