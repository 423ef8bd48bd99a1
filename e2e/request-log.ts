/**
 * Keeps what leaves the browser, in order. Playwright reports every request of a living page, beacons and
 * pings included; what a page sends while it is being left escapes it, so a proxy that answers nobody hears
 * the rest and knows at least the host.
 */
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { BrowserContext, Request } from 'playwright/test';

export interface Sent {
  readonly order: number;
  readonly url: string;
  readonly host: string;
  readonly method: string;
  /** Playwright's resource type, or `unload` for what left while the page was closing. */
  readonly type: string;
}

export type RequestLog = Awaited<ReturnType<typeof createRequestLog>>;

export async function createRequestLog(siteHost: string) {
  const sent: Sent[] = [];
  const open = new Set<Request>();
  const add = (url: string, method: string, type: string) =>
    sent.push({ order: sent.length, url, host: new URL(url).host, method, type });

  const proxy = createServer((_request, response) => response.writeHead(502).end());
  proxy.on('connect', ({ url }, socket) => {
    socket.on('error', () => {});
    socket.end('HTTP/1.1 502 Nobody here\r\n\r\n');
    add(`https://${url?.replace(/:443$/, '')}/`, 'CONNECT', 'unload');
  });
  await new Promise<void>((listening) => proxy.listen(0, '127.0.0.1', listening));

  const vendors = () => sent.filter(({ host }) => host !== siteHost && host !== sentinelHost);
  return {
    proxy: `http://127.0.0.1:${(proxy.address() as AddressInfo).port}`,
    listen(context: BrowserContext) {
      context.on('request', (request) => {
        // The fixture's own last word is not waited for.
        if (!request.url().endsWith(sentinelPath)) open.add(request);
        add(request.url(), request.method(), request.resourceType());
      });
      context.on('requestfinished', (request) => open.delete(request));
      context.on('requestfailed', (request) => open.delete(request));
    },
    close: () => proxy.close(),
    /** Every request so far, the site's own included. */
    all: () => sent,
    /** Whether an answer is still on its way. */
    busy: () => open.size > 0,
    /** Requests to anyone but the site. */
    vendors,
    /** Hosts that heard of this visitor, the site's own left out. */
    hosts: () => [...new Set(vendors().map(({ host }) => host))].sort(),
    /** Requests whose address, without its scheme, begins like this. */
    to: (address: string) => sent.filter(({ url }) => url.replace(/^https?:\/\//, '').startsWith(address)),
    /** Paths asked of the site, in order: documents left out. */
    own: () =>
      sent
        .filter(({ host, type }) => host === siteHost && type !== 'document' && type !== 'unload')
        .map(({ url }) => new URL(url).pathname)
        .filter((path) => path !== sentinelPath),
    /** Forgets everything, for a second act. */
    clear() {
      sent.length = 0;
    },
  };
}

/** A host that only the fixture's own last word goes to. */
export const sentinelHost = 'sentinel.example';
export const sentinelPath = '/settled';
