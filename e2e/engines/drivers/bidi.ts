/** Drives a Firefox as distributions ship it, over WebDriver BiDi. */
import puppeteer, { type Browser, type ElementHandle, type Page } from 'puppeteer-core';
import type { EngineName } from '../find-engines.mjs';
import type { Accessible, Engine, Given, Profile, Tab } from './driver.ts';

export async function launchByBidi(name: EngineName, path: string, port: number): Promise<Engine> {
  // What is told by a preference is told at the start: one browser for each way of being told, kept for the next.
  const browsers = new Map<string, Promise<Browser>>();
  const browserFor = (given: Given) => {
    const preferences = preferencesFor(given, port);
    const key = JSON.stringify(preferences);
    const browser =
      browsers.get(key) ??
      puppeteer.launch({
        browser: 'firefox',
        executablePath: path,
        headless: true,
        acceptInsecureCerts: true,
        extraPrefsFirefox: preferences,
        defaultViewport: null,
        args: ['--width=1280', '--height=720'],
        env: { ...process.env, TZ: 'Etc/UTC' },
      });
    browsers.set(key, browser);
    return browser;
  };
  const first = await browserFor({});

  return {
    name,
    version: (await first.version()).replace(/^firefox\//i, ''),
    can: new Set<keyof Given>(['gpc', 'forcedColors', 'textZoom', 'privately']),
    async visitor(given = {}): Promise<Profile> {
      const browser = await browserFor(given);
      const context = await browser.createBrowserContext();
      return {
        tab: async () => createTab(await context.newPage()),
        close: () => context.close(),
      };
    },
    async close() {
      for (const browser of browsers.values()) await (await browser).close();
    },
  };
}

function preferencesFor({ gpc, forcedColors, textZoom, privately }: Given, port: number) {
  return {
    'network.proxy.type': 1,
    'network.proxy.socks': '127.0.0.1',
    'network.proxy.socks_port': port,
    'network.proxy.socks_remote_dns': true,
    'intl.accept_languages': 'en-US, en',
    // What a visitor has; automation would leave it off.
    'fission.bfcacheInParent': true,
    ...(gpc && {
      'privacy.globalprivacycontrol.enabled': true,
      'privacy.globalprivacycontrol.functionality.enabled': true,
    }),
    ...(forcedColors && { 'browser.display.document_color_use': 2 }),
    // The system's own text scale, taken for text alone.
    ...(textZoom && { 'ui.textScaleFactor': 200, 'browser.display.os-zoom-behavior': 2 }),
    ...(privately && { 'browser.privatebrowsing.autostart': true }),
  };
}

function createTab(page: Page): Tab {
  return {
    goes: async (address) => void (await page.goto(address)),
    back: () => page.evaluate('history.back()') as Promise<void>,
    comesUp: () => page.bringToFront(),
    runs: <Result>(code: string) => page.evaluate(code) as Promise<Result>,
    async clicks(element) {
      const target = (await page.evaluateHandle(element)).asElement();
      await (target as ElementHandle<Element> | null)?.click();
    },
    presses: (key) => page.keyboard.press(key === 'Space' ? ' ' : key),
    cookies: async () =>
      (await page.browserContext().cookies()).map(({ name, value, expires }) => ({
        name,
        value,
        expires: expires > 0 ? expires : undefined,
      })),
    async lacks(element, wanted) {
      // From its parent, so that the element itself is found too.
      const top = (await page.evaluateHandle(`${element}.parentNode`)) as ElementHandle<Element>;
      const lacking: Accessible[] = [];
      for (const [role, name] of wanted) {
        const found = await top.$(`aria/${name}[role="${role}"]`);
        if (!found) lacking.push([role, name]);
      }
      return lacking;
    },
  };
}
