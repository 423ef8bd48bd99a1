/**
 * Holds what nobody marked: elements, requests and cookies of vendors known by their hosts and names, from the moment
 * it stands until their vendor or category is granted, and again after that is taken back. The page's own hosts and
 * hosts nobody named are never touched.
 */
import type { Answering } from './consent.ts';
import { findIn } from './elements/added.ts';
import { addressNames } from './elements/source.ts';
import { extras } from './extras.ts';
import { guardAddresses } from './guards/addresses.ts';
import { guardCookies } from './guards/cookies.ts';
import { guardRequests } from './guards/requests.ts';
import { createHosts } from './hosts.ts';
import { type Known, knownVendors } from './known-vendors.ts';
import { createPatches, inherited } from './patch.ts';
import type { Vendor } from './types.ts';

type Followed = Pick<Answering, 'allows' | 'visit' | 'onChange'>;

export interface Guard {
  /** Whom it knows by itself. */
  readonly vendors: readonly Known[];
  /** Goes by these answers from now on; until then it holds every vendor it knows. `take` is given what it holds. */
  follow(consent: Followed, take: (element: Element) => void): void;
  /** Puts the browser's own functions back. What is held stays held, or is given to `letGo`. */
  destroy(letGo?: (element: Element) => void): void;
}

const waiting = addressNames.map((name) => `data-${name}`);

export function createGuard(): Guard {
  const found = new Set<Element>();
  let answers: Followed | undefined;
  let take = (element: Element) => void found.add(element);
  let hosts = createHosts(knownVendors, location.hostname);
  let seen: unknown;
  let declared: readonly Known[] = [];

  /** What a site declares comes first, and tags may come late. A host that several share goes by the one allowed. */
  function known() {
    const visit = answers?.visit;
    if (visit && visit !== seen) {
      seen = visit;
      const before = declared;
      declared = [...visit.vendors.values()].sort((a, b) => +isDenied(a) - +isDenied(b));
      // Reading them all takes long, and most changes leave them as they were.
      if (declared.length !== before.length || declared.some((vendor, at) => vendor !== before[at]))
        hosts = createHosts([...declared, ...knownVendors], location.hostname);
    }
    return hosts;
  }

  function isDenied({ id, category }: Known): boolean {
    const vendor = answers?.visit.vendors.get(id) as (Vendor & { advanced?: boolean }) | undefined;
    return !(vendor?.advanced || answers?.allows(vendor ? id : category));
  }

  const vendorOf = (address: unknown) => known().vendorOf(address, inherited(document, 'baseURI'));

  function isHeld(address: unknown): boolean {
    const vendor = vendorOf(address);
    return Boolean(vendor && isDenied(vendor));
  }

  /** Marks an element by its addresses as a site would have marked it. */
  function mark(element: Element, names: readonly string[]): void {
    for (const address of names.flatMap((name) => element.getAttribute(name)?.split(/[\s,]+/) ?? [])) {
      const vendor = vendorOf(address);
      const own = vendor && answers?.visit.vendors.get(vendor.id);
      if (vendor) element.setAttribute('data-consent', (own ?? vendor).category);
      if (own) element.setAttribute('data-consent-vendor', own.id);
    }
  }

  /** Who has lost a grant may stand anywhere, loaded or about to be: the gate holds what is marked. */
  function tighten(): void {
    addresses.tighten();
    for (const element of findIn(document, ':is(iframe[src],[ping]):not([data-consent])')) {
      const names = ['src', 'ping'];
      if (names.some((name) => isHeld(element.getAttribute(name)))) mark(element, names);
    }
  }

  const { patch, undo } = createPatches();
  const addresses = guardAddresses(patch, isHeld, (element) => take(element));
  const stop: (() => unknown)[] = [addresses.undo, guardRequests(patch, isHeld)];
  guardCookies(patch, (name) => {
    const writing = known().writersOf(name);
    return writing.length > 0 && writing.every(isDenied);
  });

  return {
    vendors: knownVendors,
    follow(consent, given) {
      answers = consent;
      take = (element) => {
        mark(element, waiting);
        given(element);
      };
      found.forEach(take);
      found.clear();
      let granted: Known[] = [];
      const heed = () => {
        if (granted.some(isDenied)) tighten();
        granted = [...consent.visit.vendors.values(), ...knownVendors].filter((each) => !isDenied(each));
      };
      stop.push(consent.onChange(heed));
    },
    destroy(letGo) {
      undo();
      for (const each of stop) each();
      if (!letGo) return;
      for (const element of found) {
        element.setAttribute('data-consent', 'essential');
        letGo(element);
      }
    },
  };
}

// Imported is plugged in: `import 'assent/guard'` is all a site has to write.
extras.guard = createGuard;
