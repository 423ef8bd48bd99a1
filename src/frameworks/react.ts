/**
 * The door for React, from 18 on: the answers in components, held embeds and the opt-out link. A server renders what the
 * snapshot says, the page hydrates with the same, and what differs afterwards is drawn then. Importing it does nothing.
 */
import {
  Children,
  type ComponentPropsWithoutRef,
  createContext,
  createElement,
  isValidElement,
  type ReactElement,
  type ReactNode,
  useContext,
  useEffect,
  useRef,
  useState,
  useSyncExternalStore,
} from 'react';
import type { Category, Consent } from '../types.ts';
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

const Following = createContext(follow());

/**
 * Gives its Consent to the components inside, and starts it where it is given `options`: once, after hydration, in
 * strict mode and after a remount too. Unmounting it ends nothing; only `destroy()` does. Without a provider components
 * follow the Consent of the page, and a server grants nothing but essential.
 *
 * @example
 * <ConsentProvider options={{ policy: '/privacy', tags }} snapshot={snapshot}><App /></ConsentProvider>
 */
export function ConsentProvider({ children, ...given }: Given & { children?: ReactNode }): ReactElement {
  const [followed] = useState<Followed>(() => follow(given));
  useEffect(() => followed.start(), [followed]);
  return createElement(Following.Provider, { value: followed }, children);
}

/** Gives the Consent, and draws the component again whenever the answers change: a new object for every change. */
export function useConsent(): Consent {
  const { subscribe, now, first } = useContext(Following);
  return useSyncExternalStore(subscribe, now, () => first);
}

/** Tells whether a category or vendor is granted, and draws the component again when that changes. */
export function useAllows(what: string): boolean {
  const { subscribe, now, first } = useContext(Following);
  return useSyncExternalStore(
    subscribe,
    () => now().allows(what),
    () => first.allows(what),
  );
}

export interface HeldProps {
  /** Must be granted, unless `vendor` is named. */
  category: Category;
  /** Id of a vendor among your `vendors` and `tags`: its own answer counts. An unknown one stays held. */
  vendor?: string | undefined;
  /** Stands there while it is held; a function is given what loads it once. @default Assent's own placeholder */
  fallback?: ReactNode | ((loadOnce: () => void) => ReactNode) | undefined;
  children?: ReactNode | undefined;
}

/**
 * Shows what is inside only while it is granted; until then nothing of it is made.
 *
 * @example
 * <Held category="social" vendor="youtube"><iframe src="https://www.youtube-nocookie.com/embed/ID" title="Our film" /></Held>
 */
export function Held({ category, vendor, fallback, children }: HeldProps): ReactNode {
  const name = vendor ?? category;
  const allowed = useAllows(name);
  const { now } = useContext(Following);
  const [once, setOnce] = useState(false);
  // A grant is shown by itself, and ends with it: so does what was loaded once before.
  const loadOnce = () => setOnce(!now().allows(name));
  if (allowed && once) setOnce(false);
  if (allowed || once) return children;
  if (typeof fallback === 'function') return fallback(loadOnce);
  if (fallback !== undefined) return fallback;
  const [only] = Children.toArray(children);
  const held = readHeld({ category, vendor }, isValidElement(only) && only.props);
  return createElement(Room, { key: `${vendor} ${category} ${held.src}`, held, loadOnce });
}

/** Where the core draws its placeholder: React knows the room alone. */
function Room({ held, loadOnce }: { held: Placed; loadOnce: () => void }): ReactElement {
  const room = useRef<HTMLDivElement>(null);
  // Another embed has another room.
  useEffect(() => {
    if (room.current) drawPlaceholder(room.current, held, loadOnce);
  }, []);
  return createElement('div', { ref: room, style: roomFor(held) });
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
}: { kind?: Link } & ComponentPropsWithoutRef<'a'>): ReactElement {
  const link = useRef<HTMLElement>(null);
  useEffect(() => {
    if (link.current) markLink(link.current, kind);
  }, [kind]);
  const own = rest.href === undefined ? { type: 'button' } : {};
  return createElement(
    rest.href === undefined ? 'button' : 'a',
    { ...own, ...rest, ref: link } as object,
    children,
  );
}
