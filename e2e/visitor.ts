/**
 * A visitor at the browser: opens pages, answers, and leaves traces a test can read. Names follow the
 * contract's parts and attributes, never the text on a button.
 */
import { type BrowserContext, expect, type Page } from 'playwright/test';
import { type RequestLog, sentinelHost, sentinelPath } from './request-log.ts';
import type { Site, Page as SitePage } from './site.ts';

/** The record as the contract writes it down. */
export interface Decision {
  v: number;
  id: string;
  at: string;
  by: string;
  regime: string;
  region: string;
  revision: number;
  gpc: boolean;
  answers: Record<string, string>;
}

/** What `assent.state` is, as far as tests look at it. */
export interface State {
  region: string;
  regime: string;
  model: string;
  gpc: boolean;
  undecided: boolean;
  granted: string[];
  denied: string[];
  decision: Decision | null;
  surface: string;
}

export type Visitor = ReturnType<typeof createVisitor>;

export function createVisitor(page: Page, context: BrowserContext, site: Site, log: RequestLog) {
  const messages: string[] = [];
  const errors: string[] = [];
  page.on('console', (message) => {
    if (message.text().startsWith('[assent]')) messages.push(message.text());
  });
  page.on('pageerror', (error) => errors.push(String(error.message ?? error)));

  const banner = page.locator('[part~="banner"]');
  const dialog = page.locator('dialog[part~="dialog"]');
  const inBanner = (part: string) => banner.locator(`[part~="${part}"]`);
  const inDialog = (part: string) => dialog.locator(`[part~="${part}"]`);
  const jar = () => context.cookies();
  const recordCookie = async () => (await jar()).find(({ name }) => name === 'assent');

  return {
    page,
    log,
    banner,
    dialog,
    inBanner,
    inDialog,
    /** The switch of a category. */
    switchFor: (category: string) => dialog.locator(`input[role="switch"][name="${category}"]`),
    /** The confirmation that a visitor sees and a screen reader says. */
    status: (text: RegExp) => page.getByRole('status').filter({ hasText: text }),
    placeholder: page.locator('[part~="placeholder"]'),

    /** Our own console messages so far. */
    messages: () => messages,
    /** Uncaught errors of the page so far. Any that a test leaves here fails it. */
    errors: () => errors,

    async opens(path = '/') {
      await page.goto(site.origin + path);
    },
    /** Asks the page's code for something. */
    runs: <Result = unknown>(code: string) => page.evaluate<Result>(code),
    state: () => page.evaluate<State>('JSON.parse(JSON.stringify(assent.state))'),
    /** Names of the held things that ran, in order: see {@link ran}. */
    ran: () => page.evaluate<string[]>('window.ran ?? []'),

    async accepts() {
      await inBanner('accept').click();
      await expect(banner).toBeHidden();
    },
    async rejects() {
      await inBanner('reject').click();
      await expect(banner).toBeHidden();
    },
    async choosesInstead() {
      await inBanner('choose').click();
      await expect(dialog).toBeVisible();
    },
    async opensSettings() {
      await page.locator('#settings').click();
      await expect(dialog).toBeVisible();
    },
    async saves() {
      await inDialog('save').click();
      await expect(dialog).toBeHidden();
    },
    /** Waits until this much of an address was asked for. */
    async sends(address: string) {
      await expect
        .poll(() => log.to(address).length, { message: `a request to ${address} leaves` })
        .toBeGreaterThan(0);
    },

    /** Waits until the page has nothing left to do and no answer is on its way. */
    async settles() {
      do await page.evaluate(idle, sentinelPath);
      while (log.busy());
    },
    /** Leaves for another page; everything sent on the way out is in the log afterwards. */
    async leavesFor(path: string) {
      await page.evaluate((host) => {
        addEventListener('pagehide', () => navigator.sendBeacon(`https://${host}/left`));
      }, sentinelHost);
      await page.goto(site.origin + path);
      await expect.poll(() => log.to(sentinelHost).length, { message: 'the last beacon leaves' }).toBe(1);
    },

    jar,
    /** Names of the cookies left in the browser, with where they stand. */
    cookies: async () => (await jar()).map(({ name, domain, path }) => `${name} ${domain}${path}`).sort(),
    /** The record's cookie, as the browser keeps it. */
    recordCookie,
    async decision(): Promise<Decision | null> {
      const cookie = await recordCookie();
      return cookie ? JSON.parse(decodeURIComponent(cookie.value)) : null;
    },
    /** Was here before: decided on a page without tags. The log begins after that. */
    async decidedBefore(code = 'assent.grant()', given: SitePage = {}) {
      site.page({ path: '/earlier', ...given });
      await page.goto(`${site.origin}/earlier`);
      await page.evaluate(code);
      await expect.poll(() => recordCookie(), { message: 'the earlier decision is recorded' }).toBeTruthy();
      log.clear();
    },
    /** Changes the record where it is kept, cookie and copy, as time or a stranger would. */
    async findsRecord(change: (decision: Decision) => unknown) {
      const cookie = await recordCookie();
      if (!cookie) throw new Error('There is no record to change.');
      const value = encodeURIComponent(JSON.stringify(change(JSON.parse(decodeURIComponent(cookie.value)))));
      await context.addCookies([{ ...cookie, value }]);
      await page.evaluate((raw) => localStorage.setItem('assent', raw), value);
    },
    /** Switches Global Privacy Control on, or puts anything else in its place, from the next page on. */
    async turnsOnGpc(value: unknown = true) {
      await context.addInitScript((given) => {
        const get = () => given;
        Object.defineProperty(Navigator.prototype, 'globalPrivacyControl', { get, configurable: true });
      }, value);
      await context.setExtraHTTPHeaders(value === true ? { 'sec-gpc': '1' } : {});
    },
  };
}

async function idle(path: string) {
  if (document.readyState !== 'complete') {
    await new Promise((loaded) => addEventListener('load', loaded, { once: true }));
  }
  for (let turn = 0; turn < 3; turn += 1) {
    await new Promise((drawn) => requestAnimationFrame(drawn));
    // A page out of the back/forward cache may be given no idle moment of its own: then this asks for one.
    await new Promise((quiet) => requestIdleCallback(quiet, { timeout: 500 }));
  }
  await fetch(path);
}
