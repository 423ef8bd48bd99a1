// A yes is taken back as easily as it was given, and little is left of it: the browser's own cookie jar is
// the witness.
import { expect, marketing, test } from './fixture.ts';
import { send } from './reply.ts';
import type { Site } from './site.ts';
import type { Visitor } from './visitor.ts';

const traces = /^(_ga|_fbp|__adroll|__ar_v4)/;

const ways = {
  'a button of the page': async (visitor: Visitor) => {
    await visitor.page.locator('#withdraw').click();
  },
  'the switches of the dialog': async (visitor: Visitor) => {
    await visitor.opensSettings();
    for (const name of ['analytics', 'targeting', 'social']) await visitor.switchFor(name).setChecked(false);
    await visitor.saves();
  },
  'reject all in the dialog': async (visitor: Visitor) => {
    await visitor.opensSettings();
    await visitor.inDialog('reject').click();
  },
  'withdraw()': (visitor: Visitor) => visitor.runs('assent.withdraw()'),
  'deny()': (visitor: Visitor) => visitor.runs('assent.deny()'),
};
/** Keys in both stores, our own left out. */
const keys = async (visitor: Visitor) => {
  const all = await visitor.runs<string[]>(
    '[...Object.keys(localStorage), ...Object.keys(sessionStorage)].sort()',
  );
  return all.filter((key) => !/^assent(\.|$)/.test(key));
};
const body = '<button id="withdraw" type="button" data-consent-action="withdraw">Withdraw</button>';

for (const [way, withdraws] of Object.entries(ways)) {
  test(`a visitor who withdraws by ${way} leaves no trace of the vendors (GDPR art. 7(3))`, async ({
    visitor,
    site,
  }) => {
    site.page({ options: marketing, body });
    await visitor.opens();
    await visitor.accepts();
    for (const cookie of ['_ga .shop', '_ga_SHOP1 .shop', '_fbp .shop', '__ar_v4 .www.shop']) {
      await expect.poll(visitor.cookies).toContain(`${cookie}.example/`);
    }
    await withdraws(visitor);
    await expect.poll(async () => (await visitor.cookies()).filter((name) => traces.test(name))).toEqual([]);
    expect(await keys(visitor)).toEqual([]);
    expect((await visitor.state()).granted).not.toContain('analytics');
    expect((await visitor.decision())?.answers).toMatchObject({ analytics: 'denied', targeting: 'denied' });
  });
}

test.describe('on a subdomain of a co.uk site', () => {
  test.use({ origin: 'https://www.eu.shop.co.uk' });

  test('a visitor who withdraws loses cookies on every parent domain and path', async ({ visitor, site }) => {
    site.page({ options: marketing });
    await visitor.opens('/products/shoes/red');
    await visitor.accepts();
    await visitor.sends('www.google-analytics.com/g/collect');
    await visitor.settles();
    for (const cookie of [
      '_ga_HOST=1',
      '_ga_WWW=1; domain=www.eu.shop.co.uk; path=/',
      '_ga_EU=1; domain=eu.shop.co.uk; path=/products',
      '_ga_SHOP=1; domain=shop.co.uk; path=/products/shoes',
      '_ga_SLASH=1; path=/products/',
      '_ga=2; path=/products/shoes/red',
      '_gallery=kept; path=/',
      'basket=kept; domain=shop.co.uk; path=/products',
    ]) {
      await visitor.runs(`document.cookie = ${JSON.stringify(cookie)}`);
    }
    expect((await visitor.cookies()).filter((name) => name.startsWith('_ga_'))).toHaveLength(6);
    await visitor.runs('assent.withdraw()');
    await expect
      .poll(visitor.cookies)
      .toEqual(['_gallery www.eu.shop.co.uk/', 'assent www.eu.shop.co.uk/', 'basket .shop.co.uk/products']);
  });
});

/** A vendor that the page itself plays. */
const counter = {
  id: 'counter',
  name: 'Counter Ltd.',
  category: 'analytics',
  purpose: 'Counts visits.',
  hosts: ['counter.example'],
  cookies: ['cnt', 'cnt_*', '__Host-cnt', '__Secure-cnt', 'cnt(1', 'cnt.x', 'counted'].map((name) => ({
    name,
    purpose: 'Counts.',
    duration: 'P1Y',
    party: 'first',
  })),
  storage: ['cnt', 'cnt-*'],
};

/** Lets the site's own server set the counter's cookie, so that nothing on the page can hold it. */
function countsByServer(site: Site, attributes = '') {
  site.serves(/^\/count$/, { headers: { 'set-cookie': `cnt=1; path=/${attributes}` } });
}
const count = "fetch('/count')";

for (const page of ['/', '/shoes/red', '/shoes/red/', '/shoes/red/size-44']) {
  for (const host of ['example.co.uk', 'www.example.co.uk', 'shop.eu.example.co.uk']) {
    test.describe(`on ${host}${page}`, () => {
      test.use({ origin: `https://${host}` });

      test('a visitor who withdraws leaves no cookie of Google Analytics', async ({
        visitor,
        site,
        context,
      }) => {
        site.page({ options: marketing });
        await visitor.opens(page);
        await visitor.accepts();
        await visitor.sends('www.google-analytics.com/g/collect');
        await visitor.settles();
        await context.addCookies([
          { name: '_ga', value: '1', domain: '.example.co.uk', path: '/' },
          { name: '_ga_X', value: '1', domain: '.example.co.uk', path: '/' },
          { name: '_gid', value: '1', domain: host, path: '/' },
          { name: '_ga_SUB', value: '1', domain: `.${host}`, path: '/' },
          { name: '_gat_UA', value: '1', domain: host, path: page },
        ]);
        expect((await visitor.cookies()).length).toBeGreaterThanOrEqual(6);
        await visitor.runs('assent.withdraw()');
        await expect.poll(visitor.cookies).toEqual([`assent ${host}/`]);
      });
    });
  }
}

test.describe('on a site with several hosts', () => {
  test.use({ origin: 'https://www.example.co.uk' });

  test('a visitor loses the cookies of another host on coming there with the refusal in force', async ({
    visitor,
    site,
    context,
  }) => {
    // The same site stands on its other host.
    await context.route('https://shop.example.co.uk/**', (route) => send(route, site.reply(route.request())));
    site.page({ options: { ...marketing, cookie: { domain: 'example.co.uk' } } });
    await visitor.opens('/any/page');
    await visitor.accepts();
    await visitor.sends('www.google-analytics.com/g/collect');
    await visitor.settles();
    await context.addCookies([
      { name: '_ga_SUB', value: '1', domain: '.shop.example.co.uk', path: '/' },
      { name: '_gid', value: '1', domain: 'shop.example.co.uk', path: '/basket' },
    ]);
    await visitor.runs('assent.withdraw()');
    await expect
      .poll(visitor.cookies)
      .toEqual(['_ga_SUB .shop.example.co.uk/', '_gid shop.example.co.uk/basket', 'assent .example.co.uk/']);
    await visitor.page.goto('https://shop.example.co.uk/basket/checkout');
    await expect.poll(visitor.cookies).toEqual(['assent .example.co.uk/']);
  });
});

test('a visitor who withdraws loses cookies of every kind, and none that merely looks alike', async ({
  visitor,
  site,
}) => {
  site.page({ options: { vendors: [counter] } });
  await visitor.opens('/shoes/red');
  await visitor.accepts();
  const theirs = [
    'cnt=1',
    'cnt_=1; path=/shoes/',
    'cnt_red=1; path=/shoes/red',
    'cnt_empty=; path=/',
    'cnt_secure=1; path=/; secure; samesite=strict',
    'cnt_none=1; path=/; secure; samesite=none; domain=shop.example',
    'cnt_chips=1; path=/shoes; secure; samesite=none; partitioned',
    'cnt=1; path=/; secure; samesite=none; partitioned; domain=shop.example',
    '__Host-cnt=1; path=/; secure',
    '__Host-cnt=2; path=/; secure; samesite=none; partitioned',
    '__Secure-cnt=1; path=/shoes; secure; domain=shop.example',
    'cnt(1=1; path=/',
    'cnt.x=1; path=/',
    'counted; path=/',
  ];
  const others = ['cntXx', 'ycnt', 'CNT_1', 'cnt-1'];
  for (const cookie of [...theirs, ...others.map((name) => `${name}=1; path=/`)]) {
    await visitor.runs(`document.cookie = ${JSON.stringify(cookie)}`);
  }
  expect(await visitor.jar()).toHaveLength(1 + theirs.length + others.length);
  await visitor.runs('assent.withdraw()');
  await expect
    .poll(visitor.cookies)
    .toEqual([...others, 'assent'].map((name) => `${name} www.shop.example/`).sort());
});

test('a visitor whose refused vendor sets its cookie again does not keep it', async ({ visitor, site }) => {
  site.page({ options: { vendors: [counter] } });
  countsByServer(site);
  await visitor.opens();
  await visitor.accepts();
  await visitor.runs(count);
  expect(await visitor.cookies()).toContain('cnt www.shop.example/');
  await visitor.runs('assent.withdraw()');
  await expect.poll(visitor.cookies).toEqual(['assent www.shop.example/']);
  await visitor.runs(`(() => {
    window.seen = 0;
    cookieStore.addEventListener('change', ({ changed }) => {
      for (const { name } of changed) if (name === 'cnt') seen += 1;
    });
  })()`);
  for (const time of [1, 2, 3]) {
    await visitor.runs(count);
    await expect.poll(() => visitor.runs('seen')).toBe(time);
    await expect.poll(visitor.cookies).toEqual(['assent www.shop.example/']);
  }
});

for (const [habit, arrives] of [
  ['tells of cookies', () => {}],
  ['does not tell of cookies', () => void Object.defineProperty(window, 'cookieStore', { value: undefined })],
] as const) {
  test(`a visitor whose browser ${habit} keeps nothing that a refused vendor writes on the way out`, async ({
    visitor,
    site,
    context,
  }) => {
    await context.addInitScript(arrives);
    countsByServer(site);
    const onLeaving = `addEventListener('pagehide', () => {
      document.cookie = 'cnt_last=1; path=/';
      localStorage.cnt = sessionStorage['cnt-last'] = '1';
    })`;
    site.page({ options: { vendors: [counter] }, body: `<script>${onLeaving}</script>` });
    site.page({ path: '/plain', script: false });
    await visitor.opens();
    await visitor.accepts();
    await visitor.runs('assent.withdraw()');
    await visitor.runs(count);
    await visitor.runs(onLeaving);
    await visitor.leavesFor('/plain');
    await expect.poll(visitor.cookies).toEqual(['assent www.shop.example/']);
    expect(await keys(visitor)).toEqual([]);
  });
}

test('a visitor with a refusal in force loses keys as soon as the page is hidden', async ({
  visitor,
  site,
}) => {
  site.page({ options: { vendors: [counter] } });
  await visitor.opens();
  await visitor.rejects();
  await visitor.runs("localStorage.cnt = localStorage.basket = sessionStorage['cnt-1'] = '1'");
  await visitor.runs("document.dispatchEvent(new Event('visibilitychange', { bubbles: true }))");
  expect(await keys(visitor)).toEqual(['basket']);
});

test("a visitor who withdraws loses the vendor's databases, one held open with the page", async ({
  visitor,
  site,
}) => {
  site.page({ options: { vendors: [counter] } });
  site.page({ path: '/plain', script: false });
  const databases = () =>
    visitor.runs<string[]>('indexedDB.databases().then((all) => all.map(({ name }) => name).sort())');
  const make = (name: string, then: string) =>
    visitor.runs(`new Promise((done) => {
      indexedDB.open('${name}').onsuccess = ({ target }) => { ${then}; done(); };
    })`);
  await visitor.opens();
  await visitor.accepts();
  for (const name of ['cnt-1', 'cnt-2', 'cntx']) await make(name, 'target.result.close()');
  await make('cnt', 'window.heldOpen = target.result');
  expect(await databases()).toEqual(['cnt', 'cnt-1', 'cnt-2', 'cntx']);
  await visitor.runs('assent.withdraw()');
  expect((await visitor.state()).granted).toEqual(['essential']);
  await expect.poll(databases).not.toContain('cnt-1');
  await visitor.opens('/plain');
  await expect.poll(databases).toEqual(['cntx']);
});

test('a visitor on a page with a form named "cookie" keeps no cookie of a vendor', async ({
  visitor,
  site,
  context,
}) => {
  site.page({
    options: { vendors: [counter] },
    body: '<form name="cookie"></form><form name="cookieStore"></form>',
  });
  await visitor.opens();
  await visitor.accepts();
  await context.addCookies([
    { name: 'cnt', value: '1', domain: '.shop.example', path: '/' },
    { name: 'cnt_1', value: '1', domain: 'www.shop.example', path: '/' },
  ]);
  await visitor.runs('assent.withdraw()');
  await expect.poll(async () => (await visitor.cookies()).filter((name) => /^cnt/.test(name))).toEqual([]);
});

test('a visitor who withdraws in a sandboxed frame is heard', async ({ visitor, site }) => {
  site.page({ path: '/inner', options: { vendors: [counter] } });
  site.page({ script: false, body: '<iframe src="/inner" sandbox="allow-scripts" height="600"></iframe>' });
  await visitor.opens();
  const inner = visitor.page.frameLocator('iframe');
  await inner.locator('[part~="banner"] [part~="accept"]').click();
  await expect(inner.locator('[part~="banner"]')).toBeHidden();
  const frame = visitor.page.frames().at(-1);
  expect(await frame?.evaluate("assent.withdraw(); assent.allows('counter')")).toBe(false);
});

test('a visitor who withdraws finds the frames empty again', async ({ visitor, site }) => {
  const film = 'https://films.example/embed/1';
  site.page({ body: `<iframe title="Film" data-consent="social" data-src="${film}"></iframe>` });
  await visitor.opens();
  await visitor.accepts();
  await visitor.sends('films.example/embed/1');
  await visitor.settles();
  const frames = () => visitor.page.frames().map((frame) => frame.url());
  expect(frames()).toContain(film);
  visitor.log.clear();
  await visitor.runs('assent.withdraw()');
  await expect(visitor.placeholder).toBeVisible();
  await expect.poll(frames).not.toContain(film);
  await visitor.settles();
  expect(visitor.log.hosts()).toEqual([]);
});

test('a visitor who leaves with Google Analytics running sends its last hit', async ({ visitor, site }) => {
  site.page({ options: marketing });
  site.page({ path: '/plain', script: false });
  await visitor.opens();
  await visitor.accepts();
  await visitor.sends('www.google-analytics.com/g/collect');
  await visitor.settles();
  visitor.log.clear();
  await visitor.leavesFor('/plain');
  expect(visitor.log.hosts()).toEqual(['www.google-analytics.com']);
});

test('a visitor who withdrew sends no last hit, and no cookie comes back', async ({ visitor, site }) => {
  site.page({ options: marketing });
  site.page({ path: '/plain', script: false });
  await visitor.opens();
  await visitor.accepts();
  await visitor.sends('www.google-analytics.com/g/collect');
  await visitor.settles();
  await visitor.runs('assent.withdraw()');
  visitor.log.clear();
  await visitor.leavesFor('/plain');
  expect(visitor.log.hosts()).toEqual([]);
  expect(await visitor.cookies()).toEqual(['assent www.shop.example/']);
});

test('a visitor who withdraws stops the Meta Pixel by its own call', async ({ visitor, site }) => {
  site.page({ options: marketing });
  await visitor.opens();
  await visitor.accepts();
  await visitor.sends('www.facebook.com/tr');
  await visitor.runs("fbq('track', 'ViewContent')");
  await visitor.sends('www.facebook.com/tr/?id=1234567890&ev=ViewContent');
  await visitor.runs("assent.withdraw('targeting')");
  visitor.log.clear();
  await visitor.runs("fbq('track', 'AddToCart')");
  await visitor.settles();
  expect(visitor.log.to('www.facebook.com')).toEqual([]);
});

test('a visitor who withdraws one category keeps the others', async ({ visitor, site }) => {
  site.page({ options: marketing });
  await visitor.opens();
  await visitor.accepts();
  await expect.poll(visitor.cookies).toContain('_fbp .shop.example/');
  await visitor.runs("assent.withdraw('targeting')");
  await expect
    .poll(visitor.cookies)
    .toEqual(['_ga .shop.example/', '_ga_SHOP1 .shop.example/', 'assent www.shop.example/']);
  expect((await visitor.state()).denied).toEqual(['targeting']);
});

test('a visitor who withdrew and grants again is counted again', async ({ visitor, site }) => {
  site.page({ options: { tags: { 'google-analytics': { id: 'G-SHOP1' } } } });
  await visitor.opens();
  await visitor.accepts();
  await visitor.sends('www.google-analytics.com/g/collect');
  await visitor.runs('assent.withdraw()');
  await expect.poll(visitor.cookies).toEqual(['assent www.shop.example/']);
  visitor.log.clear();
  await visitor.runs('assent.grant()');
  await visitor.sends('www.google-analytics.com/g/collect');
  expect(visitor.log.to('www.googletagmanager.com').length).toBeLessThanOrEqual(1);
  await expect.poll(visitor.cookies).toContain('_ga .shop.example/');
});

test('a site may reload the page after a withdrawal, once', async ({ visitor, site }) => {
  site.page({ options: { ...marketing, onWithdraw: 'reload' } });
  await visitor.opens();
  await visitor.accepts();
  await visitor.sends('d.adroll.com/segment');
  await visitor.settles();
  visitor.log.clear();
  const reloaded = visitor.page.waitForEvent('load');
  await visitor.runs('assent.withdraw()').catch(() => {});
  await reloaded;
  await visitor.settles();
  expect(visitor.log.all().filter(({ type }) => type === 'document')).toHaveLength(1);
  expect(visitor.log.hosts()).toEqual([]);
  expect((await visitor.cookies()).filter((name) => traces.test(name))).toEqual([]);
});

/** Counts what the page writes to its cookies, from its first script on. */
const counting = () => {
  const { get, set } = Object.getOwnPropertyDescriptor(Document.prototype, 'cookie') ?? {};
  const page = window as unknown as { writes: number };
  page.writes = 0;
  Object.defineProperty(Document.prototype, 'cookie', {
    configurable: true,
    get,
    set(text: string) {
      page.writes += 1;
      set?.call(this, text);
    },
  });
};

test('a site hears once what stays after a withdrawal, and its page does not go on trying', async ({
  visitor,
  site,
  context,
}) => {
  await context.addInitScript(counting);
  site.page({ options: { ...marketing, vendors: [counter] } });
  await visitor.opens('/list;page=2/red');
  await visitor.accepts();
  // Its path has a semicolon, so that no page below can name it.
  await visitor.runs("document.cookie = 'cnt_list=1'");
  await context.addCookies([
    { name: 'cnt', value: '1', domain: '.shop.example', path: '/', httpOnly: true },
    { name: '_gid', value: '1', domain: 'www.shop.example', path: '/', httpOnly: true },
  ]);
  await visitor.opens('/list;page=2/red/laces');
  await visitor.settles();
  const served = async () => (await visitor.jar()).filter(({ httpOnly }) => httpOnly);
  const before = await served();
  expect(visitor.messages()).toEqual([]);

  await visitor.runs('assent.withdraw()');
  await expect.poll(() => visitor.messages().length).toBe(4);
  expect([...visitor.messages()].sort()).toEqual([
    expect.stringMatching(/"adroll".*other domains.*: __adroll\.$/),
    expect.stringMatching(/"counter".*server: cnt_list,cnt\.$/),
    expect.stringMatching(/"google-analytics".*server: _gid\.$/),
    expect.stringMatching(/"meta-pixel".*other domains.*: fr\.$/),
  ]);
  const stays = [
    '_gid www.shop.example/',
    'assent www.shop.example/',
    'cnt .shop.example/',
    'cnt_list www.shop.example/list;page=2',
  ];
  await expect.poll(visitor.cookies).toEqual(stays);
  expect(await served()).toEqual(before);

  await visitor.settles();
  const writes = await visitor.runs<number>('writes');
  await visitor.settles();
  expect(await visitor.runs('writes')).toBe(writes);
  expect(writes).toBeLessThan(3000);

  await visitor.opens('/list;page=2/red/soles');
  await visitor.runs('assent.deny()');
  await visitor.settles();
  expect(visitor.messages()).toHaveLength(4);
  expect(await visitor.cookies()).toEqual(stays);
});

for (const [cookie, attributes, left] of [
  ['that its vendor sets again', '', []],
  ['that cannot be erased', '; httponly', ['cnt www.shop.example/']],
] as const) {
  test(`a page reloads once after a withdrawal with a cookie ${cookie}`, async ({ visitor, site }) => {
    countsByServer(site, attributes);
    site.page({
      options: { vendors: [counter], onWithdraw: 'reload' },
      body: `<script>
        ${count};
        addEventListener('pagehide', () => { document.cookie = 'cnt_last=1; path=/'; });
      </script>`,
    });
    await visitor.opens();
    await visitor.accepts();
    await expect.poll(visitor.cookies).toContain('cnt www.shop.example/');
    visitor.log.clear();
    const reloaded = visitor.page.waitForEvent('load');
    await visitor.runs('assent.withdraw()').catch(() => {});
    await reloaded;
    await visitor.settles();
    await visitor.runs('assent.withdraw()');
    await visitor.runs('assent.deny()');
    await visitor.settles();
    expect(visitor.log.all().filter(({ type }) => type === 'document')).toHaveLength(1);
    await expect.poll(visitor.cookies).toEqual(['assent www.shop.example/', ...left]);
  });
}
