// Pages that are not kind: libraries that changed what the browser gives, markup that takes the names of its
// properties, a content blocker that hides us, our own script twice. A visit works, or holds everything.
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { expect, held, marketing, ran, test } from './fixture.ts';
import type { Site, Page as SitePage } from './site.ts';
import type { Visitor } from './visitor.ts';

const body = held('data-consent="analytics"', ran('held'));
const mootools = (file: string) =>
  readFileSync(createRequire(import.meta.url).resolve(`mootools-core-dist/dist/${file}`), 'utf8');
const library = (file: string) => readFileSync(new URL(`./libraries/${file}`, import.meta.url), 'utf8');

/** The record's copy, read by the page; `null` where there is none. */
const copy = (visitor: Visitor) =>
  visitor.runs<string | null>('localStorage.assent ? decodeURIComponent(localStorage.assent) : null');
const shape =
  /^\{"v":1,"id":"[\da-f-]{36}","at":"[\d-]{10}T[\d:.]+Z","by":"\w+","regime":"gdpr","region":"DE","revision":1,"gpc":false,"answers":\{"functional":"\w+","analytics":"\w+","targeting":"\w+","social":"\w+"\}\}$/;

/** From the first page to a changed mind. What the page is asked for is text: a page may change how lists are told. */
async function visits(visitor: Visitor, site: Site, page: SitePage) {
  const ranHere = () => visitor.runs("(window.ran ?? []).join(' ')");
  site.page({ body, ...page });
  await visitor.opens();
  await visitor.accepts();
  await expect.poll(ranHere).toBe('held');
  expect(await copy(visitor)).toMatch(shape);

  await visitor.opens('/next');
  await expect.poll(ranHere).toBe('held');
  await expect(visitor.banner).toBeHidden();
  await visitor.opensSettings();
  await visitor.switchFor('analytics').setChecked(false);
  await visitor.saves();
  expect(await copy(visitor)).toMatch(shape);
  expect(await visitor.runs("assent.state.denied.join(' ')")).toBe('analytics');

  await visitor.runs('assent.forget()');
  await expect(visitor.banner).toBeVisible();
  expect(await copy(visitor)).toBeNull();
  await visitor.rejects();
  expect(await ranHere()).toBe('held');
  expect(visitor.messages()).toEqual([]);
}

const libraries = {
  'Prototype.js': () => library('prototype.js'),
  'MooTools 1.5': () => mootools('mootools-core.js'),
  'MooTools 1.5 in its compatible build': () => mootools('mootools-core-compat.js'),
  'a toJSON of its own on every object': () =>
    "Object.defineProperty(Object.prototype, 'toJSON', { value: () => 'mine', configurable: true, writable: true })",
};
for (const [name, code] of Object.entries(libraries)) {
  for (const full of [false, true]) {
    test(`a visit works after ${name} (${full ? 'one file' : 'core and chunks'})`, async ({
      visitor,
      site,
    }) => {
      site.serves(/^\/library\.js$/, { contentType: 'text/javascript', body: code() });
      await visits(visitor, site, { full, first: '<script src="/library.js"></script>' });
      const cookie = decodeURIComponent((await visitor.recordCookie())?.value ?? '');
      expect(cookie).toBe(await copy(visitor));
    });
  }
}

test('a visitor to a page with Prototype.js takes a whole receipt away', async ({ visitor, site }) => {
  site.serves(/^\/library\.js$/, { contentType: 'text/javascript', body: library('prototype.js') });
  site.page({ first: '<script src="/library.js"></script>' });
  await visitor.opens();
  await visitor.accepts();
  await visitor.opensSettings();
  const [download] = await Promise.all([
    visitor.page.waitForEvent('download'),
    visitor.dialog.locator('.record button').first().click(),
  ]);
  const receipt = JSON.parse(readFileSync(await download.path(), 'utf8'));
  expect(receipt.granted).toEqual(['essential', 'functional', 'analytics', 'targeting', 'social']);
});

const namesakes = [
  '<a id="assent" href="https://elsewhere.example/">Assent</a>',
  '<a id="assent">One</a><a id="assent" name="start">Two</a>',
  '<form name="assent"><input name="start"></form>',
  '<iframe name="assent" title="Assent"></iframe>',
  '<img name="currentScript" src="/elsewhere/pixel.gif" data-region="US-CA" data-manual alt="">',
  '<form name="currentScript" data-region="US-CA"></form>',
  '<form name="cookie"></form>',
  '<form name="head"></form>',
  '<form name="body"></form>',
  '<img id="documentElement" name="documentElement" alt="">',
];
for (const markup of namesakes) {
  for (const full of [false, true]) {
    test(`a visit works on a page with ${markup} (${full ? 'one file' : 'core and chunks'})`, async ({
      visitor,
      site,
    }) => {
      await visits(visitor, site, { full, first: markup });
      // A form named "cookie" takes the cookies' place: the copy keeps the record there.
      if (!markup.includes('cookie')) expect(await visitor.cookies()).toEqual(['assent www.shop.example/']);
    });
  }
}

test('a visitor meets no vendor beside forms whose fields take the names of methods', async ({
  visitor,
  site,
  vendors,
}) => {
  const names =
    'matches hasAttribute getAttribute querySelectorAll shadowRoot localName parentNode isConnected'.split(
      ' ',
    );
  const fields = names.map((name) => `<input name="${name}">`).join('');
  const form = `<form action="/own" onsubmit="return false">${fields}<button id="send">Send</button></form>`;
  const at = 'https://connect.facebook.net';
  for (const name of ['parsed', 'added', 'last']) vendors.serves(`${at}/${name}.js`, ran(name));
  site.page({
    first: '<img name="baseURI" alt="">',
    body: `<script></script>${form}<script src="${at}/parsed.js"></script>${body}`,
  });
  await visitor.opens();
  await expect(visitor.banner).toBeVisible();
  await visitor.runs(`(() => {
    const box = document.createElement('div');
    box.innerHTML = ${JSON.stringify(form)};
    const script = document.createElement('script');
    script.src = '${at}/added.js';
    document.querySelector('main').append(box.firstChild, script);
    document.querySelector('main').lastElementChild.previousElementSibling.insertAdjacentHTML(
      'beforeend', '<img alt="" src="${at}/image">');
  })()`);
  await visitor.runs("document.querySelector('#send').click()");
  await visitor.settles();
  // The preload scanner may have asked for the parsed one.
  expect(visitor.log.vendors().filter(({ url }) => !url.endsWith('/parsed.js'))).toEqual([]);
  expect(await visitor.ran()).toEqual([]);
  await visitor.accepts();
  await expect.poll(async () => (await visitor.ran()).sort()).toEqual(['added', 'held', 'parsed']);
  await visitor.sends('connect.facebook.net/image');
  await visitor.runs('assent.withdraw()');
  visitor.log.clear();
  await visitor.runs(`(() => {
    const form = document.forms[0].cloneNode(true);
    form.innerHTML += '<iframe title="Film" src="https://www.youtube.com/embed/1"></iframe>';
    document.querySelector('main').append(form);
  })()`);
  await visitor.settles();
  expect(visitor.log.hosts()).toEqual([]);
  // The form itself leaves as ever.
  await visitor.runs('HTMLFormElement.prototype.submit.call(document.forms[0])');
  await expect(visitor.page).toHaveURL(/\/own/);
});

test('a visitor meets no vendor on a page that put words of descriptors on every object', async ({
  visitor,
  site,
}) => {
  site.page({
    first: '<script>Object.prototype.value = Object.prototype.writable = () => true;</script>',
    body: '<script src="https://connect.facebook.net/it.js"></script>',
  });
  await visitor.opens();
  await expect(visitor.banner).toBeVisible();
  await visitor.runs(
    "new WebSocket('wss://www.facebook.com/'); new Image().src = 'https://www.facebook.com/tr'; 0",
  );
  await visitor.settles();
  expect(await visitor.runs('window.ran')).toBeUndefined();
  expect(visitor.log.to('www.facebook.com')).toEqual([]);
});

test('a visitor is heard by vendors on a page with forms named head and body', async ({ visitor, site }) => {
  site.page({ options: marketing, first: '<form name="head"></form><form name="body"></form>' });
  await visitor.opens();
  await visitor.accepts();
  await visitor.sends('www.facebook.com/tr');
  await visitor.sends('www.google-analytics.com/g/collect');
});

const twice = {
  'the same file': '<script src="/assent.js" data-region="US-CA"></script>',
  'an older file': '<script src="/assent.old.js" data-region="US-CA"></script>',
  'the one-file form': '<script src="/assent.full.js" data-region="US-CA"></script>',
  'an older file that comes later': '<script src="/assent.old.js" data-region="US-CA" async></script>',
};
for (const [what, head] of Object.entries(twice)) {
  test(`a visitor to a page with our script and ${what} meets one of us`, async ({ visitor, site }) => {
    const core = readFileSync(new URL('../dist/assent.js', import.meta.url), 'utf8');
    site.serves(/^\/assent\.old\.js$/, { contentType: 'text/javascript', body: `/* 0.0.9 */${core}` });
    site.page({ options: { tags: { 'meta-pixel': { id: '1234567890' } } }, head, body });
    await visitor.opens();
    await expect(visitor.banner).toHaveCount(1);
    await visitor.accepts();
    await visitor.sends('www.facebook.com/tr');
    await visitor.settles();
    expect(await visitor.ran()).toEqual(['held']);
    expect((await visitor.state()).region).toBe('DE');
    expect(visitor.log.to('connect.facebook.net/en_US/fbevents.js')).toHaveLength(1);
    expect(visitor.log.to('www.facebook.com/tr')).toHaveLength(1);
    expect(visitor.messages()).toEqual([expect.stringMatching(/^\[assent\] .*twice/)]);
  });
}

const long = `${body}<div style="height:4000px"></div>`;
const hides = (style: string) => `<style>${style}</style>`;

test('a visitor whose content blocker hides the banner may use the page, and nothing is granted', async ({
  visitor,
  site,
}) => {
  site.page({ options: marketing, head: hides('assent-ui{display:none!important}'), body: long });
  await visitor.opens();
  await expect(visitor.banner).toHaveCount(1);
  await expect(visitor.banner).toBeHidden();
  await visitor.page.mouse.move(600, 300);
  await visitor.page.mouse.wheel(0, 1000);
  await expect.poll(() => visitor.runs('scrollY')).toBeGreaterThan(0);
  await visitor.settles();
  expect(visitor.log.hosts()).toEqual([]);
  expect(await visitor.ran()).toEqual([]);
  expect((await visitor.state()).granted).toEqual(['essential']);
  await visitor.page.locator('#legal').click();
  await expect(visitor.page).toHaveURL(/\/legal$/);
});

for (const style of [
  'assent-ui{display:none!important}',
  'assent-ui::part(dialog){display:none!important}',
  'assent-ui::part(dialog){visibility:hidden!important}',
]) {
  test(`a visitor with ${style} is not locked out by a dialog nobody sees`, async ({ visitor, site }) => {
    site.page({ head: hides(style), body: long });
    await visitor.opens();
    await visitor.page.locator('#settings').click();
    await expect.poll(visitor.messages).toEqual([expect.stringMatching(/^\[assent\] The dialog .*hidden/)]);
    await expect(visitor.dialog).toHaveCount(0);
    await visitor.page.locator('#legal').click();
    await expect(visitor.page).toHaveURL(/\/legal$/);
  });
}

test('a visitor whose content blocker comes late has the page back', async ({ visitor, site }) => {
  site.page({ body: long });
  await visitor.opens();
  await visitor.opensSettings();
  await visitor.page.addStyleTag({ content: 'assent-ui{display:none!important}' });
  await expect(visitor.dialog).toHaveCount(0);
  expect((await visitor.state()).undecided).toBe(true);
  await visitor.page.locator('#legal').click();
  await expect(visitor.page).toHaveURL(/\/legal$/);
});
