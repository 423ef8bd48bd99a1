/**
 * The smallest honest page: an address, a cookie jar that keeps a cookie's identity as browsers do (RFC 6265bis
 * §5.7: name, domain, host-only, path; and the partition of CHIPS), and two stores. No elements: those are for `e2e/`.
 */
import { vi } from 'vitest';

interface Cookie {
  name: string;
  value: string;
  domain: string;
  hostOnly: boolean;
  path: string;
  partitioned: boolean;
  httpOnly: boolean;
  expires: number;
}

interface PageOptions {
  /** Content of `<meta name="assent-region">`. */
  region?: string;
  /** What throws when it is touched, as in a sandboxed frame. */
  refused?: readonly ('cookie' | 'localStorage')[];
}

/** Suffixes under which no cookie is kept. */
const publicSuffixes = ['com', 'example', 'uk', 'co.uk'];

export function openPage(address = 'https://shop.example/', { region, refused = [] }: PageOptions = {}) {
  const location = new URL(address);
  const jar = createJar(location);
  const document = Object.defineProperty(new EventTarget(), 'cookie', {
    get: () => refuse('cookie') ?? jar.read(),
    set: (text: string) => refuse('cookie') ?? jar.write(text),
  });
  Object.assign(document, { querySelector: () => (region === undefined ? null : { content: region }) });
  const local = createStore();
  const session = createStore();

  function refuse(what: 'cookie' | 'localStorage'): undefined {
    if (refused.includes(what)) throw new DOMException('The operation is insecure.', 'SecurityError');
  }

  vi.stubGlobal('document', document);
  vi.stubGlobal('location', location);
  Object.defineProperty(globalThis, 'localStorage', {
    configurable: true,
    get: () => refuse('localStorage') ?? local,
  });
  vi.stubGlobal('sessionStorage', session);
  return { jar, local, session };
}

function createStore(): Record<string, string> {
  const store: Record<string, string> = {};
  const hidden = (value: unknown) => ({ value, enumerable: false });
  return Object.defineProperties(store, {
    getItem: hidden((key: string) => store[key] ?? null),
    setItem: hidden((key: string, value: string) => {
      store[key] = String(value);
    }),
    removeItem: hidden((key: string) => delete store[key]),
  });
}

function createJar({ hostname, pathname }: URL) {
  let cookies: Cookie[] = [];
  const same = (a: Cookie) => (b: Cookie) =>
    (['name', 'domain', 'hostOnly', 'path', 'partitioned'] as const).every((key) => a[key] === b[key]);
  const alive = (cookie: Cookie) => cookie.expires > Date.now();
  const onPath = ({ path }: Cookie) =>
    pathname === path || pathname.startsWith(path.endsWith('/') ? path : `${path}/`);

  function keep(cookie: Cookie, byScript: boolean): void {
    const { domain, hostOnly } = cookie;
    if (!hostOnly && (publicSuffixes.includes(domain) || !`.${hostname}`.endsWith(`.${domain}`))) return;
    const old = cookies.find(same(cookie));
    if (byScript && old?.httpOnly) return;
    cookies = cookies.filter((each) => each !== old);
    if (alive(cookie)) cookies.push(cookie);
  }

  /** What a `Set-Cookie` header or `document.cookie` would do with this text. */
  function write(text: string, byScript = true): void {
    const [pair = '', ...rest] = text.split(';').map((part) => part.trim());
    const attributes = new Map(
      rest.map((part) => [(part.split('=')[0] ?? '').toLowerCase(), part.split('=').slice(1).join('=')]),
    );
    const at = pair.indexOf('=');
    const domain = (attributes.get('domain') ?? '').replace(/^\./, '').toLowerCase();
    const path = attributes.get('path') ?? '';
    const age = attributes.get('max-age');
    const until = attributes.get('expires');
    const partitioned = attributes.has('partitioned');
    const secure = attributes.has('secure');
    if (!secure && (partitioned || /^__(secure|host)-/i.test(pair))) return;
    if (/^__host-/i.test(pair) && (domain || path !== '/')) return;
    keep(
      {
        name: at < 0 ? '' : pair.slice(0, at),
        value: pair.slice(at + 1),
        domain: domain || hostname,
        hostOnly: !domain,
        path: path.startsWith('/') ? path : pathname.replace(/\/[^/]*$/, '') || '/',
        partitioned,
        httpOnly: attributes.has('httponly'),
        expires: age ? Date.now() + Number(age) * 1000 : until ? Date.parse(until) : Number.POSITIVE_INFINITY,
      },
      byScript,
    );
  }

  return {
    write,
    /** What the site's server sets: it may be hidden from scripts. */
    serve: (text: string) => write(text, false),
    /** What `document.cookie` reads. */
    read: () =>
      cookies
        .filter((cookie) => alive(cookie) && onPath(cookie) && !cookie.httpOnly)
        .map(({ name, value }) => (name ? `${name}=${value}` : value))
        .join('; '),
    /** Every cookie in the jar, of whatever path, as `name @ domain path`. */
    list: () => cookies.filter(alive).map(({ name, domain, path }) => `${name} @ ${domain}${path}`),
    /** When the cookie of this name ends. */
    expires: (name: string) => cookies.find((cookie) => cookie.name === name)?.expires,
  };
}
