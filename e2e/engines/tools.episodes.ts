// Visitors' own tools meet our banner: they answer for the visitor by `docs/automation/`, or hide what they find.
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { FiltersEngine, Request } from '@ghostery/adblocker';
import { findLists } from './filter-lists.mjs';
import { expect, marketing, noting, test } from './fixture.ts';
import { banner, dialog, inBanner, own } from './visitor.ts';

const file = (path: string) => readFileSync(new URL(`../../${path}`, import.meta.url));
const required = createRequire(import.meta.url);
// A page can load the package's modules, which stand beside what Node is given.
const autoconsent = readFileSync(
  required.resolve('@duckduckgo/autoconsent').replace('autoconsent.cjs.js', 'autoconsent.esm.js'),
);
const script = { contentType: 'text/javascript' };

/** The demo as it stands, and the tool beside it. */
const answers = ({ path }: { path: string }) => {
  const name = path.replace(/[?#].*/, '');
  if (name === '/tool/autoconsent.js') return { ...script, body: autoconsent };
  if (name === '/tool/snippets.js')
    return { ...script, body: file('docs/automation/autoconsent-snippets.js') };
  if (name === '/') return { contentType: 'text/html', body: file('demo/marketing.html') };
  if (
    /^\/(\w+\.(js|css)|art\/[\w-]+\.svg)$/.test(name) &&
    existsSync(new URL(`../../demo${name}`, import.meta.url))
  ) {
    const contentType = { js: 'text/javascript', css: 'text/css', svg: 'image/svg+xml' }[
      name.split('.').pop() ?? ''
    ];
    return { contentType: contentType ?? '', body: file(`demo${name}`) };
  }
  if (name.startsWith('/dist/')) return { ...script, body: file(name.slice(1)) };
  return undefined;
};

/** Starts the tool as a browser would, which answers what it asks; gives what it said. */
const runTool = (rules: readonly unknown[], withSnippets: boolean) => `(async () => {
  const { default: AutoConsent, evalSnippets } = await import('/tool/autoconsent.js');
  if (${withSnippets}) Object.assign(evalSnippets, (await import('/tool/snippets.js')).snippets);
  const config = {
    enabled: true, autoAction: 'optOut', disabledCmps: [], enablePrehide: true, enableCosmeticRules: true,
    enableGeneratedRules: true, detectRetries: 20, isMainWorld: true, prehideTimeout: 2000,
    enableHeuristicDetection: true, heuristicMode: 'reject', logs: {},
  };
  window.said = [];
  const tool = new AutoConsent(async (message) => {
    said.push(message);
    if (message.type !== 'init') return;
    await Promise.resolve();
    tool.receiveMessageCallback({ type: 'initResp', config, rules: { autoconsent: ${JSON.stringify(rules)} } });
  });
})()`;
const said = (type: string, key: string) => `window.said.find((it) => it.type === '${type}')?.${key}`;
const rule = JSON.parse(String(file('docs/automation/autoconsent.json')));

for (const [way, withSnippets, by] of [
  ['through the public API', true, 'api'],
  ["by the banner's own button", false, 'banner'],
] as const) {
  test(`autoconsent: rejects for the visitor, ${way}`, async ({ visitor, site, server }) => {
    server.answers = answers;
    site.page();
    await visitor.opens('/?region=DE');
    await visitor.sees(banner);
    await visitor.runs(runTool([rule], withSnippets));
    await expect.poll(() => visitor.runs(said('autoconsentDone', 'cmp'))).toBe('assent');
    expect(await visitor.runs(said('optOutResult', 'result'))).toBe(true);
    await visitor.missesOut(banner);
    expect(await visitor.decision()).toMatchObject({
      by,
      answers: { functional: 'denied', analytics: 'denied', targeting: 'denied', social: 'denied' },
    });
    await visitor.settles();
    expect(visitor.hosts()).toEqual([]);
  });
}

interface Target {
  selector: string;
  displayFilter?: boolean;
}
interface Step {
  type: string;
  parent?: Target;
  target?: Target;
  actions?: Step[];
  consents?: { matcher: Step; toggleAction: Step }[];
}

// The extension is in no registry. What its rules mean is short: a target is looked for within its parent's shadow root.
const targetOf = ({ parent, target }: Step) =>
  `document.querySelector(${JSON.stringify(parent?.selector)})?.shadowRoot.querySelector(${JSON.stringify(target?.selector)})`;

test('Consent-O-Matic: its rule finds the banner and every switch, and saves', async ({
  visitor,
  site,
  server,
}) => {
  const { assent } = JSON.parse(String(file('docs/automation/consent-o-matic.json')));
  server.answers = answers;
  site.page();
  await visitor.opens('/?region=DE');
  for (const matcher of assent.detectors[0].showingMatcher as Step[]) await visitor.sees(targetOf(matcher));
  const run = async ({ type, actions = [], consents = [], ...step }: Step) => {
    if (type === 'click') await visitor.runs(`void ${targetOf({ type, ...step })}.click()`);
    if (type === 'waitcss') await visitor.sees(targetOf({ type, ...step }));
    for (const action of actions) await run(action);
    for (const { matcher, toggleAction } of consents) {
      expect(await visitor.runs(`${targetOf(matcher)}.checked`)).toBe(false);
      // This visitor allows what measures, and nothing else.
      if (matcher.target?.selector.includes('analytics')) await run(toggleAction);
    }
  };
  for (const { action } of assent.methods as { action: Step }[]) await run(action);
  await visitor.missesOut(banner);
  expect((await visitor.decision())?.answers).toEqual({
    functional: 'denied',
    analytics: 'granted',
    targeting: 'denied',
    social: 'denied',
  });
});

test('filter list: with our element hidden the page stays usable, and all is held', async ({
  visitor,
  site,
}) => {
  site.page(noting({ options: marketing, head: '<style>assent-ui { display: none !important }</style>' }));
  await visitor.opens();
  await expect.poll(() => visitor.runs(`!!(${banner})`)).toBe(true);
  expect(await visitor.isSeen(banner)).toBe(false);
  await visitor.clicks(own('#settings'));
  await visitor.settles();
  // No dialog that nobody sees keeps the page locked.
  await visitor.clicks(own('#home'));
  await expect.poll(() => visitor.runs('location.pathname')).toBe('/');
  await visitor.settles();
  expect(visitor.hosts()).toEqual([]);
});

const lists = findLists();
/** What a visitor's browser sees of us, from the site's own host and from a CDN. */
const files = readdirSync(new URL('../../dist', import.meta.url), { recursive: true, encoding: 'utf8' })
  .filter((path) => /\.(js|json)$/.test(path) && !path.startsWith('esm'))
  .flatMap((path) => [
    `https://www.shop.example/${path}`,
    `https://www.shop.example/assets/assent/${path}`,
    `https://cdn.jsdelivr.net/npm/assent@1/dist/${path}`,
  ]);

test('filter lists: none names our files, elements, cookie or address', async ({ visitor, site }) => {
  test.skip(!lists.length, 'the filter lists are not here');
  const engine = FiltersEngine.parse(lists.join('\n'), { loadExtendedSelectors: false });
  const blocked = (url: string, type: 'script' | 'xhr') =>
    engine.match(Request.fromRawDetails({ url, type, sourceUrl: 'https://www.shop.example/' })).match;
  expect(blocked('https://www.shop.example/cookie-consent-manager.js', 'script'), 'the lists are read').toBe(
    true,
  );
  expect(files.length).toBeGreaterThan(10);
  expect(files.filter((url) => blocked(url, url.endsWith('.js') ? 'script' : 'xhr'))).toEqual([]);
  // Rules against one cookie, or one parameter of an address, name it.
  expect(
    lists.flatMap((list) => list.match(/^.*\$.*(cookie|removeparam)=\/?\^?assent\b.*$/gm) ?? []),
  ).toEqual([]);

  // Rules that hide in every page: the host's, and those an extension takes into an open shadow root.
  const selectors = engine
    .getFilters()
    .cosmeticFilters.filter(
      (filter) => filter.isGenericHide() && !filter.isScriptInject() && !filter.isUnhide(),
    )
    .map((filter) => filter.getSelector());
  expect(selectors).toContain('#cookieblock');
  site.page(
    noting({
      options: marketing,
      body: '<iframe title="Film" data-consent="social" data-src="https://films.example/1"></iframe>',
    }),
  );
  await visitor.opens();
  await visitor.clicks(inBanner('choose'));
  await visitor.sees(dialog);
  const hidden = `((selectors) => {
    const roots = [...document.querySelectorAll('*')].map((it) => it.shadowRoot).filter(Boolean);
    const ours = roots.flatMap((root) => [root.host, ...root.querySelectorAll('*')]).concat(
      document.querySelector('#assent-options'), document.querySelector('script[src="/assent.js"]'));
    const matches = (it, selector) => { try { return it.matches(selector); } catch { return false; } };
    return selectors.filter((selector) => ours.some((it) => matches(it, selector)));
  })(${JSON.stringify([...new Set(selectors)])})`;
  expect(await visitor.runs(hidden)).toEqual([]);
});
