/**
 * The smallest honest page: an address, a cookie jar that keeps a cookie's identity as browsers do (RFC 6265bis
 * §5.7: name, domain, host-only, path; and the partition of CHIPS), two stores and databases. No elements: those are
 * for `e2e/`. Loaded before the source, which takes hold of the browser's own functions as it loads.
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
  /** Value of `<html data-consent-region>`. */
  consentRegion?: string;
  /** What throws when it is touched, as in a sandboxed frame. */
  refused?: readonly ('cookie' | 'localStorage')[];
  /** Names of the databases there are; `null` where the browser does not tell them. */
  databases?: string[] | null;
}

/** As in a browser, `document.cookie` stands on the prototype. */
class PageDocument extends EventTarget {
  constructor(private readonly jar: { read(): string; write(text: string): void }) {
    super();
  }
  get cookie() {
    return this.jar.read();
  }
  set cookie(text: string) {
    this.jar.write(text);
  }
}
Object.assign(globalThis, { Document: PageDocument });

/** Suffixes under which no cookie is kept. */
const publicSuffixes = ['com', 'example', 'uk', 'co.uk'];

export function openPage(
  address = 'https://shop.example/',
  { region, consentRegion, refused = [], databases = [] }: PageOptions = {},
) {
  const location = new URL(address);
  const cookieStore = new EventTarget();
  const jar = createJar(location, (change) => {
    cookieStore.dispatchEvent(Object.assign(new Event('change'), change));
  });
  const document = new PageDocument({
    read: () => refuse('cookie') ?? jar.read(),
    write: (text) => refuse('cookie') ?? jar.write(text),
  });
  Object.assign(document, {
    querySelector: (selector: string) =>
      selector === ':root'
        ? { dataset: { consentRegion } }
        : region === undefined
          ? null
          : { content: region },
  });
  const local = createStore();
  const session = createStore();
  const window = new EventTarget();

  function refuse(what: 'cookie' | 'localStorage'): undefined {
    if (refused.includes(what)) throw new DOMException('The operation is insecure.', 'SecurityError');
  }

  vi.stubGlobal('document', document);
  vi.stubGlobal('location', location);
  vi.stubGlobal('cookieStore', cookieStore);
  vi.stubGlobal('addEventListener', window.addEventListener.bind(window));
  vi.stubGlobal('indexedDB', {
    ...(databases && { databases: async () => databases.map((name) => ({ name, version: 1 })) }),
    deleteDatabase: (name: string) => databases?.splice(databases.indexOf(name), 1),
  });
  Object.defineProperty(globalThis, 'localStorage', {
    configurable: true,
    get: () => refuse('localStorage') ?? local,
  });
  vi.stubGlobal('sessionStorage', session);
  return { jar, local, session, document, window, cookieStore };
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

interface Change {
  changed: readonly { name: string }[];
  deleted: readonly { name: string }[];
}

function createJar(location: URL, tell: (change: Change) => void) {
  const { hostname } = location;
  let cookies: Cookie[] = [];
  const same = (a: Cookie) => (b: Cookie) =>
    (['name', 'domain', 'hostOnly', 'path', 'partitioned'] as const).every((key) => a[key] === b[key]);
  const alive = (cookie: Cookie) => cookie.expires > Date.now();
  const onPath = ({ path }: Cookie) =>
    location.pathname === path || location.pathname.startsWith(path.endsWith('/') ? path : `${path}/`);

  function keep(cookie: Cookie, byScript: boolean): void {
    const { domain, hostOnly } = cookie;
    if (!hostOnly && (publicSuffixes.includes(domain) || !`.${hostname}`.endsWith(`.${domain}`))) return;
    const old = cookies.find(same(cookie));
    if (byScript && old?.httpOnly) return;
    cookies = cookies.filter((each) => each !== old);
    if (alive(cookie)) cookies.push(cookie);
    if (cookie.httpOnly || (!old && !alive(cookie))) return;
    // A page hears of it later, as in browsers (Cookie Store API, "process cookie changes").
    const [changed, deleted] = alive(cookie) ? [[cookie], []] : [[], [cookie]];
    queueMicrotask(() => tell({ changed, deleted }));
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
        path: path.startsWith('/') ? path : location.pathname.replace(/\/[^/]*$/, '') || '/',
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
