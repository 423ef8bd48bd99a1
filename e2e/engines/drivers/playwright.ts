/** Drives Chromium, and Playwright's own builds of Firefox and WebKit. */
import { type BrowserContext, type BrowserType, chromium, firefox, type Page, webkit } from 'playwright/test';
import type { EngineName } from '../find-engines.mjs';
import type { Accessible, Engine, Given, Profile, Tab } from './driver.ts';

const types: Readonly<Record<EngineName, BrowserType>> = {
  Chromium: chromium,
  Firefox: firefox,
  WebKit: webkit,
};

export async function launchByPlaywright(name: EngineName, path: string, port: number): Promise<Engine> {
  const isChromium = name === 'Chromium';
  const browser = await types[name].launch({
    executablePath: path,
    proxy: { server: `socks5://127.0.0.1:${port}` },
    ...(isChromium && {
      args: [
        ...(process.getuid?.() === 0 ? ['--no-sandbox'] : []),
        '--enable-features=GlobalPrivacyControlTest',
        '--disable-background-networking',
        '--disable-gpu',
      ],
      // Playwright switches the cache off; a visitor has it.
      ignoreDefaultArgs: ['--disable-back-forward-cache'],
    }),
  });
  const control = isChromium ? await browser.newBrowserCDPSession() : undefined;
  // Chromium has it since 2026, and Playwright's types do not know the command yet.
  const tellGpc = async (gpc: boolean) =>
    control?.send('Browser.setGlobalPrivacyControl' as never, { gpc } as never);
  const hasGpc = Boolean(await tellGpc(false).catch(() => undefined));

  return {
    name,
    version: browser.version(),
    can: new Set<keyof Given>([
      'privately',
      ...(isChromium ? (['forcedColors'] as const) : []),
      ...(hasGpc ? (['gpc'] as const) : []),
    ]),
    async visitor({ gpc = false, forcedColors = false } = {}): Promise<Profile> {
      if (hasGpc) await tellGpc(gpc);
      const context = await browser.newContext({
        ignoreHTTPSErrors: true,
        timezoneId: 'Etc/UTC',
        locale: 'en-US',
        ...(forcedColors && { forcedColors: 'active' }),
      });
      return { tab: async () => createTab(await context.newPage(), context), close: () => context.close() };
    },
    close: () => browser.close(),
  };
}

function createTab(page: Page, context: BrowserContext): Tab {
  return {
    goes: async (address) => void (await page.goto(address)),
    back: async () => void (await page.goBack({ waitUntil: 'commit' })),
    comesUp: () => page.bringToFront(),
    runs: (code) => page.evaluate(code),
    async clicks(element) {
      const target = await page.evaluateHandle<Node>(element);
      await target.asElement()?.click();
    },
    presses: (key) => page.keyboard.press(key),
    cookies: async () =>
      (await context.cookies()).map(({ name, value, expires }) => ({
        name,
        value,
        expires: expires > 0 ? expires : undefined,
      })),
    lacks: (element, wanted) =>
      context.browser()?.browserType() === chromium
        ? lacksByDevTools(page, context, element, wanted)
        : lacksByPlaywright(page, wanted),
  };
}

async function lacksByDevTools(
  page: Page,
  context: BrowserContext,
  element: string,
  wanted: readonly Accessible[],
): Promise<Accessible[]> {
  const session = await context.newCDPSession(page);
  const { result } = await session.send('Runtime.evaluate', { expression: element });
  const lacking: Accessible[] = [];
  for (const [role, name] of wanted) {
    const given = { objectId: result.objectId, role, accessibleName: name };
    const { nodes } = await session.send('Accessibility.queryAXTree', given);
    if (!nodes.some(({ ignored }) => !ignored)) lacking.push([role, name]);
  }
  return lacking;
}

/** Its own builds of the others expose no tree: Playwright computes roles and names in the page. */
async function lacksByPlaywright(page: Page, wanted: readonly Accessible[]): Promise<Accessible[]> {
  const lacking: Accessible[] = [];
  for (const [role, name] of wanted) {
    const found = page.locator('assent-ui').getByRole(role as 'button', { name, exact: true });
    if (!(await found.count())) lacking.push([role, name]);
  }
  return lacking;
}
