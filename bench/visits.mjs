/**
 * Visits in a slowed-down Chromium, each in a fresh context: opens a page, does what a visitor does, and gives
 * figures in milliseconds by name.
 */
import { setTimeout as wait } from 'node:timers/promises';
import { chromium } from 'playwright';
import { findBrowser } from '../e2e/find-browser.mjs';
import { watch } from './in-page.mjs';
import { categories, scriptTime } from './script-time.mjs';
import { answerVendors } from './vendors.mjs';

const slowdown = 4;
// Chromium's "slow 4G" of Lighthouse: 1.6 Mbit/s down, 750 kbit/s up, 150 ms for each request.
const slow4gNetwork = { offline: false, latency: 150, downloadThroughput: 200_000, uploadThroughput: 93_750 };
/** Longest wait for anything, in milliseconds. */
const patience = 60_000;

export async function openVisits(origin, { slow4g }) {
  const browser = await chromium.launch({
    executablePath: findBrowser(),
    args: [
      // Chromium refuses its sandbox to root, as which most CI containers run.
      ...(process.getuid?.() === 0 ? ['--no-sandbox'] : []),
      '--disable-background-networking',
      '--disable-component-update',
      '--disable-sync',
      '--no-first-run',
      '--disable-gpu',
      '--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1',
    ],
  });

  async function visit(path, measure, { state, traced = false } = {}) {
    const context = await browser.newContext({
      storageState: state,
      viewport: { width: 412, height: 823 },
      locale: 'en-US',
      timezoneId: 'Europe/Berlin',
    });
    context.setDefaultTimeout(patience);
    try {
      if (!traced) await context.addInitScript(watch);
      const page = await context.newPage();
      const session = await context.newCDPSession(page);
      // The site's process is there before the measured navigation, which then starts in it.
      await page.goto(`${origin}/blank.html`);
      await answerVendors(session);
      await session.send('Emulation.setCPUThrottlingRate', { rate: slowdown });
      if (slow4g) {
        await session.send('Network.enable');
        await session.send('Network.emulateNetworkConditions', slow4gNetwork);
      }
      if (traced) await browser.startTracing(page, { categories });
      await page.goto(origin + path);
      return await measure(page);
    } finally {
      await context.close();
    }
  }

  return {
    version: browser.version(),
    slowdown,
    network: slow4g ? 'slow 4G (1.6 Mbit/s, 150 ms)' : 'not slowed down',
    close: () => browser.close(),

    /** Grants everything on a page and gives what the browser keeps of it. */
    remember: (path) =>
      visit(path, async (page) => {
        await page.evaluate('assent.grant()');
        return page.context().storageState();
      }),
    paints: (path) => visit(path, (page) => page.evaluate('bench.paints()')),
    first: (path) =>
      visit(path, async (page) => {
        const banner = await page.evaluate('bench.bannerVisible');
        const paints = await page.evaluate('bench.paints()');
        return { banner, ...paints, ...(await answer(page)) };
      }),
    click: (path) => visit(path, answer),
    /** Opens the second layer, once its code has been fetched ahead, and then its longest list. */
    opens: (path) =>
      visit(path, async (page) => {
        await page.evaluate('bench.bannerVisible');
        await page.evaluate('bench.paints()');
        const { dialog, event } = await press(page, '[part~="choose"], [data-role="show"]', 'dialog');
        if (!(await page.locator('summary').count())) return { dialog, event };
        await page.locator('summary').first().scrollIntoViewIfNeeded();
        const list = await press(page, 'summary', 'list');
        return { dialog, event, list: list.list, listEvent: list.event };
      }),
    calls: (path) => visit(path, (page) => page.evaluate('bench.calls()')),
    tags: (path, state) =>
      visit(
        path,
        async (page) => ({
          ...(await page.evaluate('bench.tags(3)')),
          ...(await page.evaluate('bench.paints()')),
        }),
        { state },
      ),
    release: (path) =>
      visit(path, async (page) => {
        await page.evaluate('bench.bannerVisible');
        await answer(page);
        const late = wait(
          patience,
          { total: Number.NaN, each: Number.NaN, longest: Number.NaN },
          { ref: false },
        );
        return Promise.race([page.evaluate('bench.released()'), late]);
      }),
    /** `until` is page code that tells when everything wanted is there. */
    script: (path, until, state) =>
      visit(
        path,
        async (page) => {
          while (!(await page.evaluate(until))) await wait(50);
          // What comes of it, such as observers, has its turn too.
          await wait(500);
          return { script: scriptTime(await browser.stopTracing(), origin) };
        },
        { state, traced: true },
      ),
  };
}

/** Presses the banner's accept, or the plain button. */
const answer = (page) => press(page, '[part~="accept"], #plain button, .cm [data-role="all"]', 'gone');

/** Presses what this selector finds first, and waits for the end of it. */
async function press(page, selector, end) {
  const box = await page.locator(selector).first().boundingBox();
  await page.mouse.move(box.x + box.width / 2, box.y + box.height / 2);
  await page.evaluate(`bench.watchClick('${end}')`);
  await page.mouse.down();
  await page.mouse.up();
  return page.evaluate('bench.clicked');
}
