// A page under a strict policy: everything works, and no report is raised by us.
import { expect, held, ran, test } from './fixture.ts';

const policy = [
  "script-src 'nonce-n0nce' 'strict-dynamic'",
  "style-src 'self'",
  "object-src 'none'",
  "base-uri 'none'",
  "require-trusted-types-for 'script'",
  'trusted-types assent',
].join('; ');

const collect = `<script nonce="n0nce">
  window.reports = [];
  addEventListener('securitypolicyviolation', (event) => {
    reports.push([event.effectiveDirective, event.blockedURI, event.sourceFile, event.sample].join(' '));
  });
</script>`;

const strict = {
  headers: { 'content-security-policy': policy },
  script: { nonce: 'n0nce' },
  first: collect,
};

test('a visitor of a strict page is asked and answered without a report', async ({
  visitor,
  site,
  vendors,
}) => {
  vendors.serves('https://tags.vendor.example/outer.js', ran('outer'));
  vendors.serves('https://tags.vendor.example/module.js', ran('module'));
  const outer = 'data-consent="analytics" data-src="https://tags.vendor.example/outer.js"';
  const module =
    'data-consent="analytics" data-type="module" data-src="https://tags.vendor.example/module.js"';
  site.page({
    ...strict,
    options: { tags: { 'google-analytics': { id: 'G-SHOP1' } }, policy: '/privacy' },
    body:
      held(`${outer} nonce="n0nce"`) +
      held('data-consent="analytics" nonce="n0nce"', ran('inline')) +
      held(`${module} nonce="n0nce"`),
  });
  await visitor.opens();
  await visitor.accepts();
  await expect.poll(async () => (await visitor.ran()).sort()).toEqual(['inline', 'module', 'outer']);
  await visitor.sends('www.google-analytics.com/g/collect');
  expect(await visitor.runs('window.reports')).toEqual([]);
});

test('a visitor of a strict page chooses in the dialog without a report', async ({ visitor, site }) => {
  site.page({
    ...strict,
    body: `<iframe title="Film" data-consent="social" data-src="https://video.vendor.example/1"></iframe>
      <img alt="" data-consent="social" data-src="https://pixel.vendor.example/p.gif">`,
  });
  await visitor.opens();
  await expect(visitor.placeholder).toBeVisible();
  await visitor.choosesInstead();
  for (const summary of await visitor.dialog.locator('summary').all()) await summary.click();
  await visitor.switchFor('social').setChecked(true);
  await visitor.saves();
  await visitor.sends('video.vendor.example/1');
  await visitor.sends('pixel.vendor.example/p.gif');
  expect(await visitor.runs('window.reports')).toEqual([]);
});

test('a visitor of a strict page opts out without a report', async ({ visitor, site }) => {
  site.page({ ...strict, region: 'US-CA' });
  await visitor.opens();
  await visitor.page.locator('#opt-out').click();
  await expect(visitor.status(/opted out/i)).toBeVisible();
  expect(await visitor.runs('window.reports')).toEqual([]);
});

test('the banner of a strict page is drawn with its styles', async ({ visitor, site }) => {
  site.page(strict);
  await visitor.opens();
  await expect(visitor.banner).toBeVisible();
  const { y, height } = (await visitor.banner.boundingBox()) ?? { y: 0, height: 0 };
  expect(Math.round(y + height)).toBeGreaterThan(720 - 48);
  expect(await visitor.runs('window.reports')).toEqual([]);
});

/** An address of a vendor that the guard knows. */
const guarded = (name: string) => `https://scripts.clarity.ms/${name}`;

test('the guard holds and releases on a strict page without a report', async ({ visitor, site, vendors }) => {
  vendors.serves(guarded('parsed.js'), ran('parsed'));
  vendors.serves(guarded('module.js'), ran('module'));
  site.page({
    ...strict,
    head: `<script nonce="n0nce" src="${guarded('parsed.js')}"></script>
      <script nonce="n0nce" type="module" src="${guarded('module.js')}"></script>
      <script nonce="n0nce">
        addEventListener('DOMContentLoaded', () => {
          new Image().src = '${guarded('pixel')}';
          for (const [name, key] of [['iframe', 'src'], ['video', 'src'], ['link', 'href']]) {
            const it = document.createElement(name);
            it.rel = 'preload';
            it.as = 'image';
            it.title = 'Map';
            it.preload = 'auto';
            it[key] = '${guarded('')}' + name;
            document.body.append(it);
          }
          navigator.sendBeacon('${guarded('beacon')}');
          fetch('${guarded('fetch')}').catch(() => {});
          document.cookie = '_clck=1';
        });
      </script>`,
  });
  await visitor.opens();
  await expect(visitor.banner).toBeVisible();
  await expect(visitor.placeholder).toBeVisible();
  await visitor.settles();
  expect(await visitor.ran()).toEqual([]);
  // The preload scanner may have fetched the scripts that stand in the markup: a stated limitation.
  expect(visitor.log.vendors().filter(({ type }) => type !== 'script')).toEqual([]);
  await visitor.accepts();
  await expect.poll(async () => (await visitor.ran()).sort()).toEqual(['module', 'parsed']);
  for (const name of ['pixel', 'iframe', 'video', 'link']) await visitor.sends(guarded(name).slice(8));
  await visitor.settles();
  expect(await visitor.ran()).toHaveLength(2);
  expect(await visitor.runs('window.reports')).toEqual([]);
});

test('a Google tag pasted into a strict page is held, then counts the visitor, without a report', async ({
  visitor,
  site,
}) => {
  site.page({
    ...strict,
    head: `<script nonce="n0nce" async src="https://www.googletagmanager.com/gtag/js?id=G-SHOP1"></script>
      <script nonce="n0nce">
        window.dataLayer = window.dataLayer || [];
        function gtag(){dataLayer.push(arguments);}
        gtag('js', new Date());
        gtag('config', 'G-SHOP1');
      </script>`,
  });
  await visitor.opens();
  await expect(visitor.banner).toBeVisible();
  await visitor.settles();
  expect(visitor.log.to('www.google-analytics.com')).toEqual([]);
  await visitor.accepts();
  await visitor.sends('www.google-analytics.com/g/collect');
  expect(await visitor.runs('window.reports')).toEqual([]);
});

const addScript = (code: string) => `(() => {
  try {
    const script = document.createElement('script');
    ${code}
    document.head.append(script);
    return 'added';
  } catch (error) {
    return error.name;
  }
})()`;

test("a held script of the page's own trusted type is released as it was given", async ({
  visitor,
  site,
  vendors,
}) => {
  vendors.serves(guarded('typed.js'), ran('typed'));
  site.page({
    ...strict,
    headers: {
      'content-security-policy': policy.replace('trusted-types assent', 'trusted-types assent shop'),
    },
    head: `<script nonce="n0nce">
      const shop = trustedTypes.createPolicy('shop', { createScriptURL: (address) => address });
      const script = document.createElement('script');
      script.src = shop.createScriptURL('${guarded('typed.js')}');
      document.head.append(script);
    </script>`,
  });
  await visitor.opens();
  await expect(visitor.banner).toBeVisible();
  await visitor.settles();
  expect(visitor.log.hosts()).toEqual([]);
  await visitor.accepts();
  await expect.poll(visitor.ran).toEqual(['typed']);
  expect(await visitor.runs('window.reports')).toEqual([]);
});

for (const [way, code] of Object.entries({
  'its property': `script.src = '${guarded('plain.js')}';`,
  'setAttribute()': `script.setAttribute('src', '${guarded('plain.js')}');`,
})) {
  test(`a strict page refuses a plain address by ${way} as ever, and the guard opens no way around`, async ({
    visitor,
    site,
    vendors,
  }) => {
    vendors.serves(guarded('plain.js'), ran('plain'));
    site.page(strict);
    await visitor.opens();
    await expect(visitor.banner).toBeVisible();
    expect(await visitor.runs(addScript(code))).toBe('TypeError');
    await visitor.accepts();
    await visitor.settles();
    expect(await visitor.ran()).toEqual([]);
    expect(visitor.log.hosts()).toEqual([]);
  });
}

test('a held script without the nonce of a strict page is no way around its policy', async ({
  visitor,
  site,
  vendors,
}) => {
  vendors.serves('https://tags.vendor.example/outer.js', ran('outer'));
  site.page({
    ...strict,
    body:
      held('data-consent="essential"', ran('inline')) +
      held('data-consent="essential" data-src="https://tags.vendor.example/outer.js"') +
      held('data-consent="essential" nonce="n0nce"', ran('allowed')),
  });
  await visitor.opens();
  await expect.poll(visitor.ran).toEqual(['allowed']);
  await visitor.settles();
  expect(await visitor.ran()).toEqual(['allowed']);
});

const markup = '<img src="/markup.gif" onerror="window.ran = [1]"><b class="markup">bold</b>';
const words = (await import('../locales/en.json', { with: { type: 'json' } })).default;
const marked = Object.fromEntries(
  Object.entries(words).map(([key, text]) => [key, `${markup}${text.match(/\{\w+\}/g)?.join(' ') ?? ''}`]),
);
const everyText = {
  vendors: [
    {
      id: 'films',
      name: `Films ${markup}`,
      category: 'social',
      purpose: `Plays ${markup}`,
      hosts: ['films.example'],
      cookies: [{ name: `film${markup}`, purpose: `Counts ${markup}`, duration: 'P1D', party: 'first' }],
    },
  ],
};

for (const [whose, given] of [
  ["a site's options", { options: { ...everyText, policy: '/privacy', texts: marked } }],
  ['a language file', { options: { ...everyText, policy: '/privacy' }, lang: 'de' }],
] as const) {
  test(`a visitor reads the texts of ${whose} as they are, and never as markup`, async ({
    visitor,
    site,
  }) => {
    site.serves(/^\/locales\/de\.json$/, { contentType: 'application/json', body: JSON.stringify(marked) });
    site.page({
      ...given,
      first: collect,
      body: `<iframe title="${attribute(markup)}" data-consent="social" data-consent-vendor="films"
        data-src="https://films.example/1"></iframe>`,
    });
    await visitor.opens();
    await expect(visitor.placeholder).toContainText(whose.startsWith('a site') ? '<img' : 'Films <img');
    await expect(visitor.banner).toContainText(whose.startsWith('a site') ? '<img' : /./);
    await visitor.choosesInstead();
    for (const summary of await visitor.dialog.locator('summary').all()) await summary.click();
    await expect(visitor.dialog).toContainText('Films <img');
    await visitor.settles();
    await expect(visitor.page.locator('.markup, img[src="/markup.gif"]')).toHaveCount(0);
    expect(await visitor.runs('window.ran')).toBeUndefined();
    expect(visitor.log.own()).not.toContain('/markup.gif');
  });
}

const attribute = (text: string) => text.replaceAll('&', '&amp;').replaceAll('"', '&quot;');
const code = 'top.ran = [1], (window.ran = [1])';

for (const [name, element] of Object.entries({
  'a script of data:': `<script type="text/plain" data-consent="essential" data-src="data:text/javascript,${code}"></script>`,
  'a script of javascript:': `<script type="text/plain" data-consent="essential" data-src="javascript:${code}"></script>`,
  'a script of data: in src': `<script type="text/plain" data-consent="essential" src="data:text/javascript,${code}"></script>`,
  'a module of data:': `<script type="text/plain" data-type="module" data-consent="essential" data-src="data:text/javascript,${code}"></script>`,
  'a frame of javascript:': `<iframe title="Film" data-consent="essential" data-src="javascript:${code}"></iframe>`,
  'a frame of JavaScript: in disguise': `<iframe title="Film" data-consent="essential" data-src=" java&#10;Script&#9;:${code}"></iframe>`,
  'a frame of data:': `<iframe title="Film" data-consent="essential" data-src="data:text/html,<script>${code}</script>"></iframe>`,
  'an object of data:': `<object data-consent="essential" data-src="data:text/html,<script>${code}</script>"></object>`,
  'an embed of javascript:': `<embed data-consent="essential" data-src="javascript:${code}">`,
  'a link of data:': `<link rel="stylesheet" data-consent="essential" data-href="data:text/css,body{display:none}">`,
  'an image of data:': `<img alt="" data-consent="essential" data-src="data:image/svg+xml,<svg/>">`,
  'a srcset of data:': `<img alt="" data-consent="essential" data-srcset="data:image/gif;base64,R0lGODlhAQABAAAAACw= 1x">`,
})) {
  test(`a visitor never meets ${name}, though its category is granted`, async ({ visitor, site }) => {
    site.page({
      body: `<div id="box">${element}</div>${held('data-consent="essential"', 'window.released = true;')}`,
    });
    await visitor.opens();
    await expect.poll(() => visitor.runs('window.released')).toBe(true);
    await visitor.settles();
    expect(await visitor.runs('window.ran')).toBeUndefined();
    const address =
      '(({ src, srcset, href, data }) => [src, srcset, href, data].filter((it) => /^\\s*(data|java)/i.test(it)))';
    const written = name.endsWith('in src') ? [expect.stringMatching(/^data:/)] : [];
    expect(await visitor.runs(`${address}(document.querySelector('#box > *'))`)).toEqual(written);
    await expect(visitor.page.locator('h1')).toBeVisible();
  });
}
