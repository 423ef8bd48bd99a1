// The doors for React, Preact and Vue, from the built package: each page is written by its framework's own server, bundled
// for the browser, and taken over there.
import { createServer, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { fileURLToPath } from 'node:url';
import { rolldown } from 'rolldown';
import { test as base, expect } from './fixture.ts';

const root = fileURLToPath(new URL('..', import.meta.url));
const { readConsent }: typeof import('../src/server.ts') = await import('../dist/esm/server.js' as string);

interface Page {
  client: string;
  /** Writes the page, and the part that waits for `late` once that has come. */
  write(response: ServerResponse, given: object, late: Promise<string>): Promise<void>;
}

const films = { id: 'films', name: 'Films Inc.', category: 'social', purpose: 'Shows films.' } as const;

/** The page's code, as a site would bundle it. Messages for developers are in, so that a mismatch is heard. */
async function bundle(name: string, { client }: Page): Promise<Map<string, string>> {
  const code = `
    import { app } from './e2e/frameworks/${name}.mjs';
    const given = JSON.parse(document.getElementById('given').textContent);
    const late = Promise.resolve('Late');
    const root = document.getElementById('app');
    ${client}`;
  const built = await rolldown({
    input: 'entry',
    cwd: root,
    platform: 'browser',
    transform: {
      define: {
        'process.env.NODE_ENV': '"development"',
        __VUE_OPTIONS_API__: 'true',
        __VUE_PROD_DEVTOOLS__: 'false',
        __VUE_PROD_HYDRATION_MISMATCH_DETAILS__: 'true',
      },
    },
    plugins: [
      {
        name: 'entry',
        resolveId: (id) => (id === 'entry' ? `${root}entry.mjs` : null),
        load: (id) => (id === `${root}entry.mjs` ? code : null),
      },
    ],
    logLevel: 'silent',
  });
  const { output } = await built.generate({
    format: 'es',
    entryFileNames: 'app.js',
    chunkFileNames: '[name]-[hash].js',
  });
  await built.close();
  return new Map(output.map((file) => [`/${file.fileName}`, 'code' in file ? file.code : '']));
}

/** React takes over what is there while the rest still comes; the other two do so when the document is whole. */
const streams = (framework: string) => framework === 'react';

const test = base.extend<{ framework: string }>({
  framework: ['', { option: true }],
  origin: async ({ framework }, use) => {
    const page: Page = await import(`./frameworks/${framework}.mjs`);
    const files = await bundle(framework, page);
    let runs = () => {};
    const server = createServer((request, response) => {
      const { pathname, searchParams } = new URL(request.url ?? '', 'http://localhost');
      const file = files.get(pathname);
      if (pathname === '/runs') runs();
      if (file !== undefined) response.setHeader('content-type', 'text/javascript').end(file);
      else if (pathname !== '/') response.writeHead(204).end();
      else {
        const options = { region: searchParams.get('region') ?? 'DE', vendors: [films] };
        const { snapshot } = readConsent(request.headers, { ...options, cookie: { secure: false } });
        const given = searchParams.has('blind') ? { options } : { options, snapshot };
        response.setHeader('content-type', 'text/html; charset=utf-8').write(head(framework, given));
        // The late part is written only when Assent runs in what came before.
        const running = new Promise<void>((done) => {
          runs = done;
          if (!streams(framework)) done();
        });
        page.write(
          response,
          given,
          running.then(() => 'Late'),
        );
      }
    }).listen(0, '127.0.0.1');
    await new Promise((listening) => server.once('listening', listening));
    await use(`http://127.0.0.1:${(server.address() as AddressInfo).port}`);
    server.close().closeAllConnections();
  },
  // biome-ignore lint/correctness/noEmptyPattern: Playwright reads the pattern
  proxy: async ({}, use) => use(undefined),
  visitor: async ({ visitor, context, origin }, use) => {
    await context.route(`${origin}/**`, (route) => route.continue());
    const complaints: string[] = [];
    visitor.page.on('console', (message) => {
      if (/error|warning/.test(message.type())) complaints.push(message.text());
    });
    await use(visitor);
    expect(complaints, 'what the framework says of a mismatch').toEqual([]);
  },
});

const head = (framework: string, given: object) => `<!doctype html><html lang="en"><meta charset="utf-8">
  <title>Films</title><link rel="icon" href="data:,">
  <script>document.addEventListener('assent:ready', () => fetch('/runs'));</script>
  <script type="application/json" id="given">${JSON.stringify(given)}</script>
  ${streams(framework) ? '' : '<script type="module" src="/app.js"></script>'}<div id="app">`;

for (const framework of ['react', 'preact', 'vue']) {
  test.describe(framework, () => {
    test.use({ framework });

    test('a visitor finds a page that its server drew before the answer was known', async ({ visitor }) => {
      const { page } = visitor;
      await visitor.opens('/?region=US-CA&blind');
      await expect(page.locator('#analytics')).toHaveText('true under ccpa');
      await expect(page.locator('#late')).toHaveText('Late: true');
      await expect(page.frameLocator('iframe').getByText('A vendor was here.')).toBeVisible();
      await expect(page.getByRole('link', { name: 'Your Privacy Choices' }).locator('svg')).toBeVisible();
      await page.getByRole('link', { name: 'Do Not Sell or Share My Personal Information' }).click();
      await expect(visitor.status(/opted out/)).toBeVisible();
      await expect(page.locator('#late')).toHaveText('Late: false');
      await expect(visitor.placeholder).toContainText('Films Inc.');
      expect(visitor.log.to('films.example')).toHaveLength(1);
    });

    test('a visitor loads one film, then allows all, and finds it in place next time', async ({
      visitor,
    }) => {
      const { page, log } = visitor;
      await visitor.opens();
      await expect(visitor.banner).toBeVisible();
      await expect(visitor.placeholder).toContainText('Films Inc.');
      await visitor.settles();
      expect(log.hosts()).toEqual([]);
      await page.locator('[part~=load-once]').press('Enter');
      await expect(page.frameLocator('iframe').getByText('A vendor was here.')).toBeVisible();
      // The keyboard goes on in what was loaded, and nothing else was decided.
      await expect(page.locator('iframe')).toBeFocused();
      await expect(page.locator('#analytics')).toHaveText('false under gdpr');
      expect(await visitor.decision()).toBeNull();

      await visitor.runs('showAgain()');
      await expect(visitor.placeholder).toContainText('Films Inc.');
      await visitor.accepts();
      await expect(page.locator('#analytics')).toHaveText('true under gdpr');
      expect(visitor.messages()).toEqual([]);

      log.clear();
      const served = await page.reload({ waitUntil: 'commit' });
      await expect(page.locator('#late')).toHaveText('Late: true');
      await visitor.settles();
      expect(await served?.text()).toContain('true under gdpr');
      // It stays where the server has put it: hydration loads nothing a second time.
      expect(log.to('films.example')).toHaveLength(1);
    });
  });
}
