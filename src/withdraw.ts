/**
 * Undoes a grant: erases what a vendor left in this browser, as far as a page can, and again when the vendor writes
 * it anew. What is out of reach (HttpOnly cookies, other origins) is said once on the console, not hidden.
 */
import { type Answering, answerFor } from './consent.ts';
import { fits } from './hosts.ts';
import type { Known } from './known-vendors.ts';
import { domains, eraseCookie, jar, visible } from './storage/jar.ts';
import { warn } from './warn.ts';

/**
 * Follows the answers: once there is a decision, or a grant was taken back, it erases what refused vendors have left,
 * now, earlier or later, and spares what a granted vendor declares too. `vendors` may grow.
 */
export function createWithdrawal(consent: Answering, vendors: () => Iterable<Known>) {
  const ends = new AbortController();
  let before = consent.visit;
  // A vendor that answers every erasing by writing again would keep the page busy without end.
  let rounds = 100;

  // A vendor that the site never declared goes by its category.
  const allowed = ({ id, category }: Known, visit = consent.visit) =>
    answerFor(visit.vendors.has(id) ? id : category, visit) === 'granted';

  /** Gives the number of cookies found. */
  function eraseRefused(lost: readonly Known[], cookies?: string[]): number {
    const all = [...vendors()];
    const refused = all.filter((vendor) => !allowed(vendor));
    if (!refused[0]) return 0;
    const among = cookies ?? visible();
    const spared = all.filter((vendor) => allowed(vendor)).flatMap(declared);
    let found = 0;
    for (const vendor of refused) {
      // Of vendors that nobody declared there is nothing to tell: most of them were never here.
      const tells = lost.includes(vendor) && consent.visit.vendors.has(vendor.id);
      found += erase(vendor, spared, tells, among);
    }
    return found;
  }

  const look = () => eraseRefused([]);
  // Only what is new: a cookie that cannot be erased is left alone.
  const hear = ({ changed = [] }: CookieChangeEvent) => {
    const again = visible().filter((cookie) => changed.some(({ name }) => cookie === `${name}=`));
    if (rounds > 0) rounds -= eraseRefused([], again);
  };

  return {
    /** Tells whether a grant was taken back since the last time. */
    follow(): boolean {
      const lost = [...vendors()].filter((vendor) => allowed(vendor, before) && !allowed(vendor));
      before = consent.visit;
      if (lost[0] || before.decision) {
        eraseRefused(lost);
        const { signal } = ends;
        // Nothing tells of a new key, nor of a cookie everywhere, and vendors write on their way out: this hears the
        // document's `visibilitychange` too, which then follows `pagehide` (HTML, "unload a document").
        for (const type of ['pagehide', 'visibilitychange']) addEventListener(type, look, { signal });
        // A sandboxed frame has no cookies: there Chromium answers the listener with an error that nobody can catch.
        if (globalThis.origin !== 'null')
          globalThis.cookieStore?.addEventListener('change', hear, { signal });
      }
      return !!lost[0];
    },
    close: () => ends.abort(),
  };
}

/**
 * Erases a vendor's storage keys, databases and first-party cookies `among` these, except names that are `spared`, and
 * gives the number of cookies found. Where it `tells`, it reads again and the developer hears which cookies stay.
 */
export function erase(
  vendor: Known,
  spared: readonly string[] = [],
  tells = false,
  among = visible(),
): number {
  const { id } = vendor;
  const [cookies, storage] = [listed(vendor.cookies), listed(vendor.storage)];
  const isTheirs = (name: string, patterns: readonly string[]) =>
    fitsAny(name, patterns) && !fitsAny(name, spared);
  if (storage[0]) eraseStorage((name = '') => isTheirs(name, storage));

  const of = (whose: string) => cookies.filter(({ party }) => party === whose).map(({ name }) => name);
  const own = of('first');
  const isCookie = (cookie: string) => isTheirs(cookie.replace('=', ''), own);
  const found = among.filter(isCookie);
  found.forEach(eraseCookie);
  if (tells) {
    const left = visible()
      .filter(isCookie)
      .map((cookie) => cookie.replace('=', ''));
    const hidden = hiddenAmong(own.filter((name) => !/[*#]/.test(name) && isTheirs(name, own)));
    const stays = [...new Set([...left, ...hidden])];
    const third = of('third');
    if (stays[0] || third[0]) warn('cookies', id, stays, third);
  }
  return found.length;
}

const declared = ({ cookies, storage }: Known) => [
  ...listed(cookies).map(({ name }) => name),
  ...listed(storage),
];

/** A site's own declaration may hold anything. */
function listed<Item>(items: readonly Item[] | undefined): Item[] {
  return Array.isArray(items) ? items.filter(Boolean) : [];
}

function fitsAny(name: string, patterns: readonly string[]): boolean {
  return patterns.some((pattern) => fits(name, pattern));
}

/** Everything up to the first `await` is done at once. */
async function eraseStorage(isTheirs: (name?: string) => boolean): Promise<void> {
  for (const open of [() => localStorage, () => sessionStorage]) {
    try {
      const store = open();
      for (const key of Object.keys(store).filter(isTheirs)) store.removeItem(key);
    } catch {
      // Refused here, so the vendor could not write to it either.
    }
  }
  // A sandboxed frame has none, and Chromium answers there with an error that nobody can catch.
  if (globalThis.origin === 'null') return;
  try {
    for (const { name } of await indexedDB.databases()) {
      // One that the vendor holds open goes when it is closed, at the latest with the page.
      if (isTheirs(name)) indexedDB.deleteDatabase(`${name}`);
    }
  } catch {
    // The same; and some browsers do not tell which databases there are.
  }
}

// A page cannot read an HttpOnly cookie, and cannot write over one (RFC 6265bis §5.7): where another name is kept and
// this one is not, there is one.
function hiddenAmong(names: readonly string[]): string[] {
  const cookies = names.flatMap((name) => [`${name}=`, `${name}~=`]);
  return domains().flatMap((domain) => {
    for (const cookie of cookies) jar(`${cookie}1;path=/${domain}`);
    const kept = visible();
    for (const cookie of cookies) jar(`${cookie};max-age=0;path=/${domain}`);
    return names.filter((name) => !kept.includes(`${name}=`) && kept.includes(`${name}~=`));
  });
}
