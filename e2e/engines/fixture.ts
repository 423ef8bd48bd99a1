/**
 * What every episode starts from: an engine, a network that answers every host, a site, and a visitor who has never
 * been there. The engine starts once for all episodes; an engine that is not here skips them, by its name.
 */
import { test as base, expect } from 'playwright/test';
import type { Reply } from '../reply.ts';
import { createSite, type Site, type Page as SitePage } from '../site.ts';
import { createVendors, type Vendors } from '../vendors.ts';
import { launchByBidi } from './drivers/bidi.ts';
import type { Engine, Given } from './drivers/driver.ts';
import { launchByPlaywright } from './drivers/playwright.ts';
import { launchByWebDriver } from './drivers/webdriver.ts';
import { type EngineName, type Found, findEngines } from './find-engines.mjs';
import { type Asked, createNetwork, type Network } from './network.ts';
import { createVisitor, type Visitor } from './visitor.ts';

interface WorkerFixture {
  engineName: EngineName;
  network: Network;
  engine: Engine;
}

interface Fixture {
  /** Answers of the site's own server, by what was asked; `undefined` leaves the page to {@link Fixture.site}. */
  server: { answers?: (asked: Asked) => Reply | undefined };
  site: Site;
  vendors: Vendors;
  /** Opens a browser that has been told this beforehand, with one tab. */
  arrives: (given?: Given) => Promise<Visitor>;
  visitor: Visitor;
}

const origin = 'https://www.shop.example';

export const test = base.extend<Fixture, WorkerFixture>({
  engineName: ['Chromium', { option: true, scope: 'worker' }],
  network: [
    // biome-ignore lint/correctness/noEmptyPattern: Playwright reads the pattern
    async ({}, use) => {
      const network = await createNetwork();
      await use(network);
      network.close();
    },
    { scope: 'worker' },
  ],
  engine: [
    async ({ engineName, network }, use) => {
      const found = findEngines()[engineName];
      if (!found) throw new Error(`${engineName} is not here.`);
      const engine = await launch(engineName, found, network.port);
      await use(engine);
      await engine.close();
    },
    { scope: 'worker', timeout: 60_000 },
  ],
  // biome-ignore lint/correctness/noEmptyPattern: Playwright reads the pattern
  server: async ({}, use) => use({}),
  site: async ({ network, vendors, server }, use) => {
    const site = createSite(origin);
    network.serves((asked) => {
      const request = { url: () => asked.url, resourceType: () => asked.type };
      if (asked.host !== site.host) return vendors.reply(request);
      return server.answers?.(asked) ?? site.reply(request);
    });
    await use(site);
  },
  // biome-ignore lint/correctness/noEmptyPattern: Playwright reads the pattern
  vendors: async ({}, use) => use(createVendors()),
  arrives: async ({ engine, site, network }, use) => {
    const errors: string[] = [];
    let leaves = async () => {};
    await use(async (given) => {
      // One visitor at a time: not every driver has room for two.
      await leaves();
      const profile = await engine.visitor(given);
      const visitor = createVisitor(await profile.tab(), profile, site, network);
      leaves = async () => {
        leaves = async () => {};
        errors.push(...(await visitor.errors().catch(() => [])));
        await profile.close();
      };
      return visitor;
    });
    await leaves();
    expect(errors, 'uncaught errors on the page').toEqual([]);
  },
  visitor: async ({ arrives }, use) => use(await arrives()),
});

test.beforeEach(({ engineName }) => {
  test.skip(!findEngines()[engineName], `${engineName} is not here`);
});

function launch(name: EngineName, found: Found, port: number): Promise<Engine> {
  if (found.by === 'webdriver') return launchByWebDriver(name, found, port);
  return (found.by === 'bidi' ? launchByBidi : launchByPlaywright)(name, found.path, port);
}

/**
 * A page that keeps its own uncaught errors, for the end of the episode. A nonce on any script says that the page has a
 * policy, so it is given only where there is one.
 */
export const noting = ({ first = '', ...page }: SitePage = {}, nonce?: string): SitePage => ({
  ...page,
  first: `<script${nonce ? ` nonce="${nonce}"` : ''}>
    window.failed = [];
    addEventListener('error', ({ message }) => failed.push(message));
    addEventListener('unhandledrejection', ({ reason }) => failed.push(String(reason)));
  </script>${first}`,
});

export { held, marketing, ran, vendorHosts } from '../fixture.ts';
export { expect };
