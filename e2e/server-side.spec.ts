// A site's own server, which reads by `assent/server` what the visitor decided in the browser. Real HTTP, real headers.
import { readFileSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { test as base, expect } from './fixture.ts';

const dist = new URL('../dist/', import.meta.url);
const { readConsent }: typeof import('../src/server.ts') = await import(`${dist}esm/server.js`);
const options = { region: 'DE', cookie: { secure: false } };

const test = base.extend({
  // biome-ignore lint/correctness/noEmptyPattern: Playwright reads the pattern
  origin: async ({}, use) => {
    const server = createServer(({ headers, url = '' }, response) => {
      const { allows, setCookie } = readConsent(headers, options);
      if (url === '/shop') response.end('<script src="/assent.js" data-region="DE"></script>');
      else if (url.endsWith('.js')) {
        response.setHeader('Content-Type', 'text/javascript').end(readFileSync(new URL(`.${url}`, dist)));
      } else {
        if (setCookie) response.setHeader('Set-Cookie', setCookie);
        response.end(`measured on the server: ${allows('analytics')}`);
      }
    }).listen(0, '127.0.0.1');
    await new Promise((listening) => server.once('listening', listening));
    await use(`http://127.0.0.1:${(server.address() as AddressInfo).port}`);
    server.close().closeAllConnections();
  },
  // biome-ignore lint/correctness/noEmptyPattern: Playwright reads the pattern
  proxy: async ({}, use) => use(undefined),
});

test('a visitor is known to the server, which renews what the browser would forget', async ({
  visitor,
  context,
  origin,
}) => {
  await context.route(`${origin}/**`, (route) => route.continue());
  const told = () => visitor.page.textContent('body');
  await visitor.opens('/');
  expect(await told()).toBe('measured on the server: false');
  expect(await visitor.recordCookie()).toBeUndefined();

  await visitor.opens('/shop');
  await visitor.accepts();
  const { expires = 0, ...cookie } = (await visitor.recordCookie()) ?? {};
  // As Safari has it: seven days for a cookie that a page wrote.
  await context.addCookies([{ ...cookie, expires: Date.now() / 1000 + 7 * 86_400 } as never]);
  await visitor.opens('/');
  expect(await told()).toBe('measured on the server: true');
  const renewed = await visitor.recordCookie();
  expect(renewed).toMatchObject(cookie);
  expect(Math.abs((renewed?.expires ?? 0) - expires)).toBeLessThan(60);

  await visitor.opens('/shop');
  await visitor.runs("assent.withdraw('analytics')");
  await visitor.opens('/');
  expect(await told()).toBe('measured on the server: false');
});
