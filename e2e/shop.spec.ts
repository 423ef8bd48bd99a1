// The demo's shop: drawn by its server, taken over by the page, with Assent from its package. Real HTTP, and a collector
// that hears what the server measures.
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { serve } from '../demo/serve.mjs';
import { test as base, expect } from './fixture.ts';

const test = base.extend<{ collected: string[]; collector: string }>({
  // biome-ignore lint/correctness/noEmptyPattern: Playwright reads the pattern
  collected: async ({}, use) => use([]),
  collector: async ({ collected }, use) => {
    const server = createServer(async (request, response) => {
      let body = '';
      for await (const chunk of request) body += chunk;
      collected.push(JSON.parse(body).events[0].name);
      response.end();
    });
    await use(`${await listen(server)}/mp/collect`);
    server.close();
  },
  origin: async ({ collector }, use) => {
    const shop = await serve(0, collector);
    await use(`http://127.0.0.1:${shop.port}`);
    await shop.close();
  },
  // biome-ignore lint/correctness/noEmptyPattern: Playwright reads the pattern
  proxy: async ({}, use) => use(undefined),
  visitor: async ({ visitor, context, origin }, use) => {
    await context.route(`${origin}/**`, (route) => route.continue());
    await use(visitor);
  },
});

async function listen(server: Server): Promise<string> {
  server.listen(0, '127.0.0.1');
  await new Promise((listening) => server.once('listening', listening));
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
}

test('a visitor walks through the shop, and is counted only from the grant to the withdrawal', async ({
  visitor,
  collected,
}) => {
  const { page, log } = visitor;
  const views = () =>
    log.to('www.google-analytics.com/g/collect').filter(({ url }) => url.includes('en=page_view'));
  const goes = async (name: string) => {
    await page.getByRole('link', { name, exact: true }).first().click();
    await expect(page.getByRole('heading', { level: 1 })).toHaveText(name === 'Shop' ? /first cup/ : name);
  };
  const panel = page.locator('[data-panel=held]');

  await visitor.opens('/shop/?region=DE');
  await expect(visitor.banner).toBeVisible();
  await goes('Fell kettle');
  await expect(page.getByText('left in the warehouse')).toBeVisible();
  await expect(visitor.placeholder).toContainText('YouTube');
  await visitor.settles();
  expect(page.url()).toMatch(/\/shop\/kettle\?region=DE$/);
  expect(await page.title()).toBe('Fell kettle: Kettlefell');
  expect(log.hosts()).toEqual([]);
  expect(collected).toEqual([]);
  await expect(panel).toContainText('view_item');

  await visitor.accepts();
  // The tag counts the page it comes to; the steps after that are the shop's own.
  await expect.poll(() => views().length).toBe(1);
  await expect(page.frameLocator('iframe[title^="A film"]').getByText('A vendor was here.')).toBeVisible();
  await goes('Shop');
  await expect.poll(() => views().length).toBe(2);
  await expect(page.locator('#views')).toHaveText('1 sent, 1 held');
  await page.getByRole('button', { name: 'Add Summit mug to the basket' }).click();
  await expect(page.getByLabel('Items in the basket')).toHaveText('1');
  await visitor.sends('connect.facebook.net');
  await goes('Summit mug');
  await expect.poll(() => collected).toEqual(['view_item']);
  await expect(panel).not.toContainText('view_item');
  // Back and forth by the browser's own buttons, too.
  await page.goBack();
  await expect.poll(() => views().length).toBe(4);
  expect(log.all().filter(({ type, host }) => type === 'document' && host.startsWith('127.'))).toHaveLength(
    1,
  );

  await page.getByRole('button', { name: 'Cookie settings' }).click();
  await visitor.inDialog('reject').click();
  await expect(visitor.dialog).toBeHidden();
  const before = views().length;
  await goes('Folding dripper');
  await expect(page.getByText('left in the warehouse')).toBeVisible();
  await goes('Shop');
  await visitor.settles();
  expect(views()).toHaveLength(before);
  expect(collected).toEqual(['view_item']);
});

test('a visitor who has decided finds every page as the answer wants it', async ({ visitor, collected }) => {
  const { page, log } = visitor;
  await visitor.opens('/shop/?region=DE');
  await visitor.accepts();
  await visitor.settles();
  log.clear();

  const served = await page.goto(page.url().replace('/shop/', '/shop/kettle'));
  expect(await served?.text()).toContain('<iframe src="https://www.youtube-nocookie.com/');
  await visitor.settles();
  // Loaded once: hydration has left it where the server had put it.
  expect(log.to('www.youtube-nocookie.com')).toHaveLength(1);
  await expect.poll(() => collected).toEqual(['view_item']);

  for (const [name, text] of Object.entries({ name: 'Ada <b>', street: '1 Hill', city: 'Otta' })) {
    if (name === 'name') {
      await page.getByRole('button', { name: /^Add Fell kettle/ }).click();
      await page.getByRole('link', { name: /^Basket/ }).click();
      await page.getByRole('link', { name: 'Go to the checkout' }).click();
    }
    await page.locator(`[name=${name}]`).fill(text);
  }
  await page.getByRole('button', { name: 'On to delivery' }).click();
  await page.getByRole('button', { name: 'On to the review' }).click();
  await expect(page.locator('main')).toContainText('Ada <b>, 1 Hill, Otta. By post, three days.');
  await page.getByRole('button', { name: 'Order', exact: true }).click();
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('Thank you');
  await expect.poll(() => collected).toEqual(['view_item', 'purchase']);
  await expect(page.getByLabel('Items in the basket')).toHaveText('0');
});

test('a visitor in California opts out by one press, and the signal is heard by the server', async ({
  visitor,
  origin,
}) => {
  const { page } = visitor;
  const film = page.locator('iframe[src*="youtube-nocookie"]');
  await visitor.opens('/shop/kettle?region=US-CA');
  await expect(film).toBeVisible();
  await expect(visitor.banner).toBeHidden();
  await expect(page.getByRole('link', { name: 'Your Privacy Choices' }).locator('svg')).toBeVisible();
  await page.getByRole('link', { name: 'Do Not Sell or Share' }).click();
  await expect(visitor.placeholder).toBeVisible();
  await expect(film).toHaveCount(0);

  const drawn = async (headers: Record<string, string>) =>
    (await fetch(`${origin}/shop/kettle?region=US-CA`, { headers })).text();
  expect(await drawn({})).toContain('<iframe');
  expect(await drawn({ 'sec-gpc': '1' })).not.toContain('<iframe');
});

test('a visitor without JavaScript fills a basket and orders', async ({ browser, origin, collected }) => {
  const context = await browser.newContext({ javaScriptEnabled: false });
  const page = await context.newPage();
  await page.goto(`${origin}/shop/`);
  await page.getByRole('link', { name: 'Pocket grinder' }).click();
  await expect(page.getByText('left in the warehouse')).toBeVisible();
  await page.getByRole('button', { name: /^Add Pocket grinder/ }).click();
  await page.getByRole('button', { name: 'One Pocket grinder more' }).click();
  await expect(page.locator('.total')).toHaveText('Together £108');
  await page.getByRole('link', { name: 'Go to the checkout' }).click();
  for (const name of ['name', 'street', 'city']) await page.locator(`[name=${name}]`).fill(`My ${name}`);
  await page.getByRole('button', { name: 'On to delivery' }).click();
  await page.getByRole('radio', { name: /Hurtigruten/ }).check();
  await page.getByRole('button', { name: 'On to the review' }).click();
  await expect(page.locator('main')).toContainText('My name, My street, My city. By the Hurtigruten');
  await page.getByRole('button', { name: 'Order', exact: true }).click();
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('Thank you');
  await expect(page.getByRole('link', { name: 'Your Privacy Choices' })).toBeVisible();
  // Nobody without a decision is measured, by the server neither.
  expect(collected).toEqual([]);
  await context.close();
});

test('the head of a page leaves before the warehouse has answered', async ({ origin }) => {
  const { body } = await fetch(`${origin}/shop/mug`);
  const parts: string[] = [];
  for await (const part of body as unknown as AsyncIterable<Uint8Array>)
    parts.push(new TextDecoder().decode(part));
  expect(parts[0]).toContain('<link rel="stylesheet"');
  expect(parts[0]).not.toContain('Summit mug</h1>');
  expect(parts.join('')).toContain('Summit mug</h1>');
  expect((await fetch(`${origin}/shop/nothing`)).status).toBe(404);
});
