/**
 * Undoes a grant: erases what a vendor left in this browser, as far as a page can. What it cannot reach
 * (HttpOnly cookies, other origins) is said once on the console, not hidden.
 */
import type { Answering } from './consent.ts';
import type { Vendor } from './types.ts';
import { warn } from './warn.ts';

/**
 * Gives the step that follows the answers: once there is a decision it erases what refused vendors have left, now or
 * earlier, and tells whether a grant was taken back since the last time.
 */
export function createWithdrawal(consent: Answering): () => boolean {
  let granted: readonly Vendor[] = [];
  return () => {
    const vendors = [...consent.visit.vendors.values()];
    const refused = vendors.filter(({ id }) => !consent.allows(id));
    const lost = refused.some((vendor) => granted.includes(vendor));
    granted = vendors.filter(({ id }) => consent.allows(id));
    if (lost || consent.visit.decision) refused.forEach(erase);
    return lost;
  };
}

/** Erases a vendor's first-party cookies and storage keys, and reads again to see that they are gone. */
export function erase({ id, cookies = [], storage = [] }: Vendor): void {
  try {
    const own = cookies.filter(({ party }) => party === 'first').map(({ name }) => name);
    const left = () =>
      matching(
        document.cookie.split('; ').map((pair) => pair.replace(/=.*/, '')),
        own,
      );
    left().forEach(eraseCookie);
    if (left()[0]) warn('cookies', id, left());
    for (const store of [localStorage, sessionStorage]) {
      for (const key of matching(Object.keys(store), storage)) store.removeItem(key);
    }
  } catch {
    // Storage is refused here, so the vendor could not write to it either.
  }
}

function matching(names: readonly string[], patterns: readonly string[]): string[] {
  return names.filter((name) =>
    patterns.some((pattern) =>
      pattern.endsWith('*') ? name.startsWith(pattern.slice(0, -1)) : name === pattern,
    ),
  );
}

// A cookie is erased only by naming the very domain and path it was set with, and vendors rarely say which
// they chose (RFC 6265 §5.3, step 11): so the host alone, every parent domain, and every parent of the path.
// A partitioned cookie is another cookie of the same name (CHIPS).
function eraseCookie(name: string): void {
  const { hostname, pathname } = location;
  const domains = hostname.split('.').map((_, depth, labels) => `;domain=${labels.slice(depth).join('.')}`);
  const paths = pathname.split('/').map((_, depth, steps) => steps.slice(0, depth + 1).join('/'));
  for (const domain of ['', ...domains]) {
    for (const path of paths.flatMap((path) => [path, `${path}/`])) {
      for (const kind of ['', ';secure', ';secure;samesite=none;partitioned']) {
        document.cookie = `${name}=;max-age=0;path=${path}${domain}${kind}`;
      }
    }
  }
}
