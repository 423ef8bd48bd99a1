/**
 * Answers every host that is not the site's, so that a test never reaches the network. The three built-in
 * vendors, and Google Tag Manager, get stand-ins that behave as their genuine scripts were seen to; a
 * test may let every other vendor do what it declares; any other host gets the least that its kind of request can live with.
 */
import { readFileSync } from 'node:fs';
import type { Request } from 'playwright/test';
import type { DeclaredTag } from '../declarations.mjs';
import type { Reply } from './reply.ts';

/** The hosts that the three built-in tags talk to when everything is granted. */
export const vendorHosts = [
  'connect.facebook.net',
  'd.adroll.com',
  's.adroll.com',
  'www.facebook.com',
  'www.google-analytics.com',
  'www.googletagmanager.com',
];

/** The vendors most marketing sites ask for, as a site configures them in its options block. */
export const marketing = {
  policy: '/privacy',
  tags: {
    'google-analytics': { id: 'G-SHOP1' },
    adroll: { advertiser: 'ADV1', pixel: 'PIX1' },
    'meta-pixel': { id: '1234567890' },
  },
};

export type Vendors = ReturnType<typeof createVendors>;

export function createVendors() {
  const own = new Map<string, Reply>();
  let acting: readonly DeclaredTag[] = [];

  /** The stand-in of a vendor known by its declaration alone, if a script of its host is asked for. */
  function actor(request: Pick<Request, 'url' | 'resourceType'>): Reply | undefined {
    if (request.resourceType() !== 'script') return undefined;
    const { hostname } = new URL(request.url());
    const covers = (pattern: string) => `.${hostname}`.endsWith(`.${pattern.replace(/\/.*/, '')}`);
    const tag = acting.find(({ vendor }) => vendor.hosts.some(covers));
    return tag && { contentType: 'text/javascript', body: act(tag) };
  }

  return {
    /** Lets every script of these vendors' hosts do all that they declare, again and again. */
    actAll(tags: readonly DeclaredTag[]) {
      acting = tags;
    },
    /** Serves code at a vendor's address; `after` lets it arrive late. */
    serves(url: string, body: string, after?: Reply['after']) {
      own.set(url, { contentType: 'text/javascript', body, after });
    },
    /** Serves a document at a vendor's address, as a frame of its own would be. */
    shows(url: string, body: string) {
      own.set(url, { contentType: 'text/html', body });
    },
    /** Lets a vendor's address answer that nothing is there. */
    fails(url: string) {
      own.set(url, { status: 404 });
    },
    reply(request: Pick<Request, 'url' | 'resourceType'>): Reply {
      const { href, hostname, pathname } = new URL(request.url());
      const reply =
        own.get(href) ?? standIn(hostname + pathname) ?? actor(request) ?? least(request.resourceType());
      return { ...reply, headers: { 'access-control-allow-origin': '*', ...reply.headers } };
    },
  };
}

function standIn(address: string): Reply | undefined {
  const [, file] = standIns.find(([pattern]) => pattern.test(address)) ?? [];
  if (!file) return undefined;
  return {
    contentType: 'text/javascript',
    body: readFileSync(new URL(`./vendors/${file}`, import.meta.url), 'utf8'),
  };
}

const standIns: readonly (readonly [RegExp, string])[] = [
  [/^www\.googletagmanager\.com\/gtag\/js$/, 'google-tag.js'],
  [/^www\.googletagmanager\.com\/gtm\.js$/, 'tag-manager.js'],
  [/^connect\.facebook\.net\/[a-z]{2}_[A-Z]{2}\/fbevents\.js$/, 'meta-pixel.js'],
  [/^s\.adroll\.com\/j\/([^/]+\/)?roundtrip\.js$/, 'adroll.js'],
  [/^s\.adroll\.com\/j\/consent_tcfv2\.js$/, 'adroll-banner.js'],
];

/** Writes every cookie and key that is declared, and talks to every host: now, after each answer, and on leaving. */
function act({ vendor: { hosts, cookies, storage = [] } }: DeclaredTag): string {
  const full = (name: string) => name.replace('*', 'x1');
  const own = cookies.filter(({ party }) => party === 'first').map(({ name }) => full(name));
  const addresses = hosts.map((host) => `https://${host}/sent`);
  return `(() => {
    const send = () => ${JSON.stringify(addresses)}.forEach((address) => navigator.sendBeacon(address));
    for (const name of ${JSON.stringify(own)})
      document.cookie = name + '=1; path=/; domain=' + location.hostname.replace(/^www\\./, '');
    for (const key of ${JSON.stringify(storage.map(full))})
      for (const store of [localStorage, sessionStorage]) store.setItem(key, '1');
    send();
    document.addEventListener('assent:change', send);
    addEventListener('pagehide', send);
  })();`;
}

function least(resourceType: string): Reply {
  if (resourceType === 'document') {
    return {
      contentType: 'text/html',
      body: '<!doctype html><title>Vendor</title><p>A vendor was here.</p>',
    };
  }
  if (resourceType === 'script') return { contentType: 'text/javascript', body: '' };
  if (resourceType === 'image') return { contentType: 'image/gif', body: pixel };
  return { status: 204 };
}

const pixel = Buffer.from('R0lGODlhAQABAIAAAAAAAP///yH5BAEAAAAALAAAAAABAAEAAAIBRAA7', 'base64');
