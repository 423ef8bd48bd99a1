/**
 * A visitor in any engine: the words of `../visitor.ts`, said by what every driver can do. What the page shows is asked
 * of the page; what left the browser, of the network.
 */
import { expect } from 'playwright/test';
import { sentinelPath } from '../request-log.ts';
import type { Site } from '../site.ts';
import type { Decision, State } from '../visitor.ts';
import type { Key, Profile, Tab } from './drivers/driver.ts';
import type { Network } from './network.ts';

export type Visitor = ReturnType<typeof createVisitor>;

const root = "document.querySelector('assent-ui')?.shadowRoot";
/** Expressions that give an element of ours, or nothing. */
export const banner = `${root}?.querySelector('[part~="banner"]')`;
export const dialog = `${root}?.querySelector('dialog[part~="dialog"]')`;
export const inBanner = (part: string) => `${banner}?.querySelector('[part~="${part}"]')`;
export const inDialog = (part: string) => `${dialog}?.querySelector('[part~="${part}"]')`;
export const switchFor = (category: string) =>
  `${dialog}?.querySelector('[role="switch"][name="${category}"]')`;
export const status = `${root}?.querySelector('[role="status"]')`;
export const own = (selector: string) => `document.querySelector('${selector}')`;

export function createVisitor(tab: Tab, profile: Profile, site: Site, network: Network) {
  const isSeen = (element: string) =>
    tab.runs<boolean>(`!!((it) => it && it.getClientRects().length && it.checkVisibility())(${element})`);
  const sees = (element: string) => expect.poll(() => isSeen(element), `${element} is seen`).toBe(true);
  const missesOut = (element: string) => expect.poll(() => isSeen(element), `${element} is gone`).toBe(false);
  const clicks = async (element: string) => {
    await sees(element);
    await tab.clicks(element);
  };
  const vendors = () => network.asked.filter(({ host }) => host !== site.host);

  return {
    tab,
    runs: tab.runs,
    presses: (key: Key) => tab.presses(key),
    clicks,
    sees,
    missesOut,
    isSeen,
    opens: (path = '/') => tab.goes(site.origin + path),
    async opensTab(path = '/') {
      const other = createVisitor(await profile.tab(), profile, site, network);
      await other.opens(path);
      return other;
    },
    async accepts() {
      await clicks(inBanner('accept'));
      await missesOut(banner);
    },
    async rejects() {
      await clicks(inBanner('reject'));
      await missesOut(banner);
    },
    async saves() {
      await clicks(inDialog('save'));
      await missesOut(dialog);
    },
    /** Presses Tab until this element has the focus. */
    async tabsTo(element: string) {
      const hasFocus = `((it) => it?.getRootNode().activeElement === it)(${element})`;
      for (let press = 0; press < 40; press += 1) {
        if (await tab.runs<boolean>(hasFocus)) return;
        await tab.presses('Tab');
      }
      throw new Error(`Forty presses of Tab do not lead to ${element}.`);
    },

    state: () => tab.runs<State>('JSON.parse(JSON.stringify(assent.state))'),
    ran: () => tab.runs<string[]>('window.ran ?? []'),
    errors: () => tab.runs<string[]>('window.failed ?? []'),
    cookieNames: async () => (await tab.runs<string>('document.cookie')).match(/[^;= ]+(?==)/g) ?? [],
    stored: () => tab.runs<string[]>('Object.keys(localStorage)'),
    decision: () =>
      tab.runs<Decision | null>(
        "JSON.parse(decodeURIComponent(/(?:^|; )assent=([^;]*)/.exec(document.cookie)?.[1] ?? 'null'))",
      ),

    /** Everything asked of anybody but the site, and the hosts among it. */
    vendors,
    hosts: () => [...new Set(vendors().map(({ host }) => host))].sort(),
    /** Paths asked of the site, its documents left out. */
    ownFiles: () =>
      network.asked
        .filter(({ host, type }) => host === site.host && type !== 'document')
        .map(({ path }) => path),
    async sends(address: string) {
      await expect
        .poll(() => vendors().some(({ url }) => url.startsWith(`https://${address}`)), `${address} is asked`)
        .toBe(true);
    },
    clear: network.clear,
    /** Waits until the page has nothing left to do and no answer is on its way. */
    async settles() {
      await expect
        .poll(async () => {
          await tab.runs(`(${idle})(${JSON.stringify(sentinelPath)})`);
          return network.busy();
        }, 'the network is quiet')
        .toBe(false);
    },
  };
}

// Not every engine has `requestIdleCallback`: a message behind two frames comes when the page has drawn.
const idle = `async (path) => {
  if (document.readyState !== 'complete') {
    await new Promise((loaded) => addEventListener('load', loaded, { once: true }));
  }
  for (let turn = 0; turn < 4; turn += 1) {
    if (!document.hidden) await new Promise((drawn) => requestAnimationFrame(drawn));
    await new Promise((turned) => setTimeout(turned));
  }
  await fetch(path);
}`;
