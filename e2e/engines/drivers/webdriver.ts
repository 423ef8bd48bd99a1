/**
 * Drives WebKitGTK over classic WebDriver: every visitor is a session, and every session a browser with nothing kept.
 * Where there is no screen it brings one that nobody sees.
 */
import { type ChildProcess, spawn } from 'node:child_process';
import { Builder, Capabilities, Key as Keys, type WebDriver, type WebElement } from 'selenium-webdriver';
import type { EngineName, Found } from '../find-engines.mjs';
import type { Engine, Given, Key, Profile, Tab } from './driver.ts';

type FoundDriver = Extract<Found, { by: 'webdriver' }>;

export async function launchByWebDriver(name: EngineName, found: FoundDriver, port: number): Promise<Engine> {
  const screen = process.env.DISPLAY ? undefined : await openScreen();
  const display = process.env.DISPLAY ?? screen?.display;
  const { server, address } = await openDriver(found.path, {
    DISPLAY: display,
    TZ: 'Etc/UTC',
    LANG: 'en_US.UTF-8',
  });

  const session = async (given: Given) =>
    new Builder()
      .usingServer(address)
      .withCapabilities(capabilities(found.browser, port, given))
      .build();
  const probe = await session({});
  const version = String((await probe.getCapabilities()).get('browserVersion'));
  await probe.quit();

  return {
    name,
    version,
    can: new Set<keyof Given>(['privately']),
    async visitor(given = {}): Promise<Profile> {
      const driver = await session(given);
      const tabs = createTabs(driver);
      return { tab: tabs.open, close: () => driver.quit() };
    },
    async close() {
      server.kill();
      screen?.process.kill();
    },
  };
}

function capabilities(binary: string, port: number, { privately }: Given) {
  const args = ['--automation', `--proxy=socks5://127.0.0.1:${port}`, ...(privately ? ['--private'] : [])];
  return new Capabilities()
    .set('browserName', 'MiniBrowser')
    .set('acceptInsecureCerts', true)
    .set('webkitgtk:browserOptions', { binary, args });
}

async function openScreen(): Promise<{ process: ChildProcess; display: string }> {
  // Left by its last window it would begin anew, and turn away a browser that comes in that moment: the driver, which
  // does not see its browser end, would wait for ever.
  const options = ['-displayfd', '3', '-screen', '0', '1280x800x24', '-nolisten', 'tcp', '-noreset'];
  const process = spawn('Xvfb', options, {
    stdio: ['ignore', 'ignore', 'ignore', 'pipe'],
  });
  const display = await new Promise<string>((told, failed) => {
    process.once('exit', () => failed(new Error('Xvfb did not start.')));
    process.stdio[3]?.once('data', (number) => told(`:${String(number).trim()}`));
  });
  return { process, display };
}

async function openDriver(path: string, environment: NodeJS.ProcessEnv) {
  const port = 20_000 + (process.pid % 20_000);
  const address = `http://127.0.0.1:${port}`;
  const server = spawn(path, [`--port=${port}`, '--host=127.0.0.1'], {
    stdio: 'ignore',
    env: { ...process.env, ...environment },
  });
  while (server.exitCode === null) {
    if (await fetch(`${address}/status`).catch(() => undefined)) return { server, address };
    await new Promise(setImmediate);
  }
  throw new Error('WebKitWebDriver did not start.');
}

function createTabs(driver: WebDriver) {
  let current: string | undefined;
  const inTab = async (handle: string) => {
    if (current !== handle) await driver.switchTo().window(handle);
    current = handle;
  };
  return {
    async open(): Promise<Tab> {
      const first = current === undefined;
      // A tab that this driver opens stays behind the first, where nothing is painted. A window is seen.
      if (!first) await driver.switchTo().newWindow('window');
      const handle = await driver.getWindowHandle();
      current = handle;
      if (first) await driver.manage().window().setRect({ x: 0, y: 0, width: 1280, height: 790 });
      return createTab(driver, () => inTab(handle));
    },
  };
}

function createTab(driver: WebDriver, here: () => Promise<void>): Tab {
  const find = async (element: string) => {
    await here();
    return driver.executeScript<WebElement>(`return ${element}`);
  };
  return {
    async goes(address) {
      await here();
      await driver.get(address);
    },
    async back() {
      await here();
      await driver.executeScript('history.back()');
    },
    comesUp: here,
    async runs(code) {
      await here();
      return driver.executeScript(`return (${code})`);
    },
    async clicks(element) {
      const target = await find(element);
      await driver.executeScript("arguments[0].scrollIntoView({ block: 'nearest' })", target);
      await driver.actions().move({ origin: target }).click().perform();
    },
    async presses(key) {
      await here();
      await driver.actions().sendKeys(keys[key]).perform();
    },
    async cookies() {
      await here();
      return (await driver.manage().getCookies()).map(({ name, value, expiry }) => ({
        name,
        value,
        expires: expiry === undefined ? undefined : Number(expiry),
      }));
    },
    async lacks(element, wanted) {
      await here();
      const all = await driver.executeScript<WebElement[]>(
        `return [${element}, ...${element}.querySelectorAll('h2, a, button, [role]')]`,
      );
      const exposed = new Set<string>();
      for (const one of all) exposed.add(`${await one.getAriaRole()} ${await one.getAccessibleName()}`);
      return wanted.filter(([role, name]) => !exposed.has(`${role} ${name}`));
    },
  };
}

const keys: Readonly<Record<Key, string>> = {
  Tab: Keys.TAB,
  Enter: Keys.ENTER,
  Space: Keys.SPACE,
  Escape: Keys.ESCAPE,
};
