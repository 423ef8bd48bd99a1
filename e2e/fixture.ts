/**
 * What every browser test starts from: a site, its vendors' stand-ins, and a visitor whose requests are
 * logged. Nothing reaches the network, and an uncaught error on the page fails the test.
 */
import { test as base, expect } from 'playwright/test';
import { type Reply, send } from './reply.ts';
import { createRequestLog, type RequestLog } from './request-log.ts';
import { createSite, type Site } from './site.ts';
import { createVendors, type Vendors } from './vendors.ts';
import { createVisitor, type Visitor } from './visitor.ts';

interface Fixture {
  /** Origin of the tested site. */
  origin: string;
  log: RequestLog;
  site: Site;
  vendors: Vendors;
  visitor: Visitor;
}

export const test = base.extend<Fixture>({
  origin: ['https://www.shop.example', { option: true }],
  log: async ({ origin }, use) => {
    const log = await createRequestLog(new URL(origin).host);
    await use(log);
    log.close();
  },
  // Hears what leaves while a page is being closed: see request-log.ts.
  proxy: async ({ log }, use) => use({ server: log.proxy }),
  site: async ({ origin }, use) => use(createSite(origin)),
  // biome-ignore lint/correctness/noEmptyPattern: Playwright reads the pattern
  vendors: async ({}, use) => use(createVendors()),
  visitor: async ({ page, context, site, vendors, log }, use) => {
    log.listen(context);
    await context.route('**/*', async (route) => {
      const request = route.request();
      const ours = new URL(request.url()).host === site.host;
      const reply: Reply = ours ? site.reply(request) : vendors.reply(request);
      await send(route, reply);
    });
    const visitor = createVisitor(page, context, site, log);
    await use(visitor);
    expect(visitor.errors(), 'uncaught errors on the page').toEqual([]);
    await context.unrouteAll({ behavior: 'ignoreErrors' });
  },
});

export { marketing, vendorHosts } from './vendors.ts';
export { expect };

/** Page code that notes its own run under this name; `visitor.ran()` reads the notes. */
export const ran = (name: string) => `(window.ran ??= []).push('${name}');`;

/** Markup of a held script: inline code, or none for an address among the attributes. */
export const held = (attributes: string, code = '') =>
  `<script type="text/plain" ${attributes}>${code}</script>`;
