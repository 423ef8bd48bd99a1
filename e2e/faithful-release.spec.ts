// A released script behaves as if it had always stood there: its order, its attributes as the browser acts on them,
// its listeners, its place, and what it writes. What `held-tags.spec.ts` follows is not repeated here.
import { expect, held, ran, test } from './fixture.ts';
import type { Visitor } from './visitor.ts';

const host = 'https://tags.vendor.example';
const outer = (name: string, more = '') =>
  held(`data-consent="analytics" data-src="${host}/${name}.js" ${more}`);
const inline = (code: string, more = '') => held(`data-consent="analytics" ${more}`, code);

/** Requests of a released file, with the headers that left. */
async function headersOf(visitor: Visitor, name: string) {
  const request = visitor.page.waitForRequest(`${host}/${name}.js`);
  await visitor.accepts();
  return (await request).allHeaders();
}

test('held deferred scripts run in the order of the page, between the others', async ({
  visitor,
  site,
  vendors,
}) => {
  vendors.serves(`${host}/slow.js`, ran('slow deferred'), 300);
  for (const name of ['plain', 'fast']) vendors.serves(`${host}/${name}.js`, ran(name));
  site.page({
    body: outer('slow', 'defer') + outer('plain') + inline(ran('inline')) + outer('fast', 'defer'),
  });
  await visitor.opens();
  await visitor.accepts();
  await expect.poll(async () => (await visitor.ran()).length).toBe(4);
  const order = await visitor.ran();
  expect(order.filter((name) => /slow|fast/.test(name))).toEqual(['slow deferred', 'fast']);
  expect(order.filter((name) => /plain|inline/.test(name))).toEqual(['plain', 'inline']);
});

test('held async scripts are asked for together', async ({ visitor, site, vendors }) => {
  const both = Promise.all(['one', 'two'].map((name) => visitor.page.waitForRequest(`${host}/${name}.js`)));
  for (const name of ['one', 'two']) vendors.serves(`${host}/${name}.js`, ran(name), both);
  site.page({ body: outer('one', 'async') + outer('two', 'async') });
  await visitor.opens();
  await visitor.accepts();
  await expect.poll(async () => (await visitor.ran()).sort()).toEqual(['one', 'two']);
});

test('a held import map serves the held modules after it', async ({ visitor, site, vendors }) => {
  vendors.serves(`${host}/shoes.mjs`, "export const shoes = 'mapped';");
  const map = JSON.stringify({ imports: { shoes: `${host}/shoes.mjs` } });
  site.page({
    body:
      inline(map, 'data-type="importmap"') +
      inline("import { shoes } from 'shoes'; (window.ran ??= []).push(shoes);", 'data-type="module"'),
  });
  await visitor.opens();
  await expect(visitor.banner).toBeVisible();
  await visitor.accepts();
  await expect.poll(visitor.ran).toEqual(['mapped']);
});

test('a held module runs in its turn with the modules around it', async ({ visitor, site, vendors }) => {
  vendors.serves(`${host}/slow.js`, ran('slow module'), 300);
  vendors.serves(`${host}/fast.js`, ran('fast module'));
  site.page({ body: outer('slow', 'data-type="module"') + outer('fast', 'data-type="module"') });
  await visitor.opens();
  await visitor.accepts();
  await expect.poll(visitor.ran).toEqual(['slow module', 'fast module']);
});

test('a held script runs only if its integrity is right, and the next one runs either way', async ({
  visitor,
  site,
  vendors,
}) => {
  const { createHash } = await import('node:crypto');
  const hash = (code: string) => `sha384-${createHash('sha384').update(code).digest('base64')}`;
  for (const name of ['right', 'wrong', 'next']) vendors.serves(`${host}/${name}.js`, ran(name));
  const checked = (name: string, code: string) =>
    outer(name, `integrity="${hash(code)}" crossorigin="anonymous"`);
  site.page({ body: checked('wrong', 'something else') + checked('right', ran('right')) + outer('next') });
  await visitor.opens();
  await visitor.accepts();
  await expect.poll(visitor.ran).toEqual(['right', 'next']);
  expect(visitor.log.to('tags.vendor.example/wrong.js')).toHaveLength(1);
});

test('a held script with crossorigin is asked for across origins, one without is not', async ({
  visitor,
  site,
}) => {
  site.page({ body: outer('cors', 'crossorigin="anonymous"') + outer('plain') });
  await visitor.opens();
  const plain = visitor.page.waitForRequest(`${host}/plain.js`);
  const cors = await headersOf(visitor, 'cors');
  expect(cors).toMatchObject({ origin: 'https://www.shop.example' });
  expect(await (await plain).allHeaders()).not.toHaveProperty('origin');
});

for (const [policy, referer] of [
  ['no-referrer', undefined],
  ['origin', 'https://www.shop.example/'],
  ['unsafe-url', 'https://www.shop.example/shoes?size=42'],
] as const) {
  test(`a held script with the referrer policy ${policy} tells its vendor no more than that`, async ({
    visitor,
    site,
  }) => {
    site.page({ body: outer('policy', `referrerpolicy="${policy}"`) });
    await visitor.opens('/shoes?size=42');
    expect((await headersOf(visitor, 'policy')).referer).toBe(referer);
  });
}

for (const [element, path] of [
  ['<img alt="" referrerpolicy="no-referrer" data-consent="analytics" data-src="', 'image'],
  ['<iframe title="Map" referrerpolicy="no-referrer" data-consent="analytics" data-src="', 'frame'],
] as const) {
  test(`a held ${path} with the referrer policy no-referrer tells its vendor nothing of the page`, async ({
    visitor,
    site,
  }) => {
    site.page({ body: `${element}${host}/${path}.js">${path === 'frame' ? '</iframe>' : ''}` });
    await visitor.opens('/shoes?size=42');
    expect(await headersOf(visitor, `${path}`)).not.toHaveProperty('referer');
  });
}

test('a held script hears its own load, by attribute and by listener', async ({ visitor, site, vendors }) => {
  vendors.serves(`${host}/fine.js`, ran('fine'));
  vendors.fails(`${host}/gone.js`);
  const note = (name: string) =>
    `onload="${attribute(ran(`${name} onload`))}" onerror="${attribute(ran(`${name} onerror`))}"`;
  site.page({
    body: `${outer('fine', `id="fine" ${note('fine')}`)}${outer('gone', `id="gone" ${note('gone')}`)}<script>
      for (const id of ['fine', 'gone']) for (const end of ['load', 'error']) {
        document.getElementById(id).addEventListener(end, () => (window.ran ??= []).push(id + ' ' + end + ' heard'));
      }
    </script>`,
  });
  await visitor.opens();
  await visitor.accepts();
  await expect
    .poll(async () => (await visitor.ran()).sort())
    .toEqual(['fine', 'fine load heard', 'fine onload', 'gone error heard', 'gone onerror']);
});

const attribute = (code: string) => code.replaceAll('"', '&quot;');

test('a held script finds itself as the current script, in its place', async ({ visitor, site, vendors }) => {
  const look = (
    name: string,
  ) => `(window.ran ??= []).push('${name} in ' + document.currentScript.parentNode.id
    + ' is ' + (document.currentScript === document.getElementById('${name}')));`;
  vendors.serves(`${host}/first.js`, look('first'));
  site.page({
    body: `<div id="box">${outer('first', 'id="first"')}</div><div id="tray">${inline(look('second'), 'id="second"')}</div>`,
  });
  await visitor.opens();
  await visitor.accepts();
  await expect.poll(visitor.ran).toEqual(['first in box is true', 'second in tray is true']);
});

test('a held script reads its own attributes as its vendor wrote them', async ({
  visitor,
  site,
  vendors,
}) => {
  vendors.serves(
    `${host}/settings.js`,
    `const { src, dataset, type, defer, className } = document.currentScript;
     window.settings = [src, dataset.site, dataset.domain, type, defer, className,
       document.querySelectorAll('script[src$="settings.js"][data-site]').length];`,
  );
  site.page({ body: outer('settings', 'data-site="7" data-domain="shop.example" class="tag" defer') });
  await visitor.opens();
  await visitor.accepts();
  await expect
    .poll(() => visitor.runs('window.settings'))
    .toEqual([`${host}/settings.js`, '7', 'shop.example', '', true, 'tag', 1]);
});

for (const [kind, script] of [
  ['without an address', held('data-consent="analytics" data-src=""')],
  ['for older browsers', outer('older', 'nomodule')],
  ['that is no code', outer('data', 'data-type="application/json"')],
  ['of a type with parameters', outer('typed', 'data-type="text/javascript; charset=utf-8"')],
  ['with an address nobody can load', held('data-consent="analytics" data-src="https://["')],
] as const) {
  test(`a held script ${kind} does not stop the next`, async ({ visitor, site }) => {
    site.page({ body: script + inline(ran('next')) });
    await visitor.opens();
    await visitor.accepts();
    await expect.poll(visitor.ran).toEqual(['next']);
    expect(visitor.log.to('tags.vendor.example')).toEqual([]);
  });
}

test('a file that fails does not stop the next', async ({ visitor, site, vendors }) => {
  vendors.fails(`${host}/gone.js`);
  vendors.serves(`${host}/broken.js`, 'this is no code (');
  vendors.serves(`${host}/next.js`, ran('next'));
  site.page({
    body: outer('gone') + outer('broken') + inline('nor is this (') + outer('next') + inline(ran('last')),
  });
  await visitor.opens();
  await visitor.accepts();
  await expect.poll(visitor.ran).toEqual(['next', 'last']);
  expect(visitor.errors().splice(0)).toHaveLength(2);
});

const writes = `document.write('<b id="first-word">Shoes</b>'); document.writeln('<i id="second-word">on sale</i>');`;
const between =
  "[...document.querySelector('#stage').children].map(({ id, localName }) => id || localName).filter((name) => name !== 'script')";

for (const [kind, script] of [
  ['inline', inline(`${writes} ${ran('wrote')}`)],
  ['external', outer('writer')],
] as const) {
  test(`a visitor sees what a released ${kind} script writes where it stands, and the page stays`, async ({
    visitor,
    site,
    vendors,
  }) => {
    vendors.serves(`${host}/writer.js`, `${writes} ${ran('wrote')}`);
    site.page({ body: `<div id="stage"><p id="before">Before</p>${script}<p id="after">After</p></div>` });
    await visitor.opens();
    await visitor.accepts();
    await expect.poll(visitor.ran).toEqual(['wrote']);
    expect(await visitor.runs(between)).toEqual(['before', 'first-word', 'second-word', 'after']);
    await expect(visitor.page.locator('#legal')).toBeVisible();
    await expect(visitor.page).toHaveTitle('Hand-made shoes');
    await expect(visitor.status(/./).or(visitor.page.locator('assent-ui')).first()).toBeAttached();
  });
}

test('a visitor sees one element where a released script writes it in pieces', async ({ visitor, site }) => {
  const pieces = `document.write('<div id="box" class="', 'wide">'); document.write('<b>in</b>side');
    document.write('</di'); document.write('v><i id="outside"></i>'); ${ran('wrote')}`;
  site.page({
    body: `<div id="stage"><p id="before">Before</p>${inline(pieces)}<p id="after">After</p></div>`,
  });
  await visitor.opens();
  await visitor.accepts();
  await expect.poll(visitor.ran).toEqual(['wrote']);
  expect(await visitor.runs(between)).toEqual(['before', 'box', 'outside', 'after']);
  expect(await visitor.runs("document.querySelector('#box').outerHTML")).toBe(
    '<div id="box" class="wide"><b>in</b>side</div>',
  );
});

test('scripts that a released script writes run, before the next held one', async ({
  visitor,
  site,
  vendors,
}) => {
  vendors.serves(`${host}/written.js`, ran('written file'), 300);
  const write = `document.write('<script>${ran('written').replaceAll("'", "\\'")}</' + 'script>');
    document.write('<script src="${host}/written.js"></' + 'script><p id="tail">Tail</p>'); ${ran('writer')}`;
  site.page({ body: `<div id="stage">${inline(write)}</div>${inline(ran('next'))}` });
  await visitor.opens();
  await visitor.accepts();
  await expect.poll(async () => (await visitor.ran()).length).toBe(4);
  const order = await visitor.ran();
  expect([...order].sort()).toEqual(['next', 'writer', 'written', 'written file']);
  expect(order.at(-1)).toBe('next');
  await expect(visitor.page.locator('#stage #tail')).toBeVisible();
});

test('an inline script that a released script writes finds the external one before it', async ({
  visitor,
  site,
  vendors,
}) => {
  vendors.serves(`${host}/library.js`, `window.library = () => 'ready'; ${ran('library')}`, 300);
  const write = `document.write('<script src="${host}/library.js"></' + 'script>');
    document.write('<script>(window.ran ??= []).push(library())</' + 'script>');`;
  site.page({ body: inline(write) + inline(ran('next')) });
  await visitor.opens();
  await visitor.accepts();
  await expect.poll(visitor.ran).toEqual(['library', 'ready', 'next']);
});

test("a visitor's page is not wiped by what a released script writes of a held vendor", async ({
  visitor,
  site,
}) => {
  const write = `document.write('<img id="pixel" alt="" src="https://www.facebook.com/tr?id=1">'); ${ran('wrote')}`;
  site.page({ body: `<div id="stage">${inline(write)}</div>` });
  await visitor.opens();
  await visitor.runs("assent.grant('analytics')");
  await expect.poll(visitor.ran).toEqual(['wrote']);
  await visitor.settles();
  expect(visitor.log.hosts()).toEqual([]);
  await visitor.runs("assent.grant('targeting')");
  await visitor.sends('www.facebook.com/tr?id=1');
  await expect(visitor.page.locator('#stage #pixel')).toHaveCount(1);
  await expect(visitor.page.locator('#legal')).toBeVisible();
});

test('a page that writes itself anew after release is left to its own devices', async ({ visitor, site }) => {
  site.page({ body: inline(ran('one')) });
  await visitor.opens();
  await visitor.accepts();
  await expect.poll(visitor.ran).toEqual(['one']);
  await visitor.runs(
    "document.open(); document.write('<title>New</title><p id=new>New</p>'); document.close();",
  );
  await expect(visitor.page.locator('#new')).toBeVisible();
  await expect(visitor.page).toHaveTitle('New');
});

test('a tag moved while held runs once, where it went', async ({ visitor, site, vendors }) => {
  const look = (name: string) =>
    `(window.ran ??= []).push('${name} in ' + document.currentScript.parentNode.id);`;
  vendors.serves(`${host}/moved.js`, look('file'));
  site.page({
    body: `<div id="box">${outer('moved', 'id="file"')}${inline(look('code'), 'id="code"')}</div><div id="tray"></div>`,
  });
  await visitor.opens();
  await expect(visitor.banner).toBeVisible();
  await visitor.runs("document.querySelector('#tray').append(...document.querySelectorAll('#box script'))");
  await visitor.accepts();
  await expect.poll(visitor.ran).toEqual(['file in tray', 'code in tray']);
  await visitor.settles();
  expect(await visitor.ran()).toHaveLength(2);
});

test('a tag removed while held never runs, and one put back runs then', async ({
  visitor,
  site,
  vendors,
}) => {
  vendors.serves(`${host}/gone.js`, ran('gone'));
  site.page({ body: outer('gone', 'id="gone"') + inline(ran('back'), 'id="back"') });
  await visitor.opens();
  await expect(visitor.banner).toBeVisible();
  await visitor.runs(`for (const id of ['gone', 'back']) {
    window[id + 'Tag'] = document.getElementById(id);
    window[id + 'Tag'].remove();
  }`);
  await visitor.accepts();
  await visitor.settles();
  expect(await visitor.ran()).toEqual([]);
  await visitor.runs("document.querySelector('main').append(backTag)");
  await expect.poll(visitor.ran).toEqual(['back']);
  await visitor.settles();
  expect(visitor.log.hosts()).toEqual([]);
});

test('a tag that is in line when its place is removed never runs, and the next does', async ({
  visitor,
  site,
  vendors,
}) => {
  vendors.serves(`${host}/remover.js`, `document.querySelector('#box').remove(); ${ran('remover')}`);
  site.page({
    body: `${outer('remover')}<div id="box">${inline(ran('removed'))}</div>${inline(ran('next'))}`,
  });
  await visitor.opens();
  await visitor.accepts();
  await expect.poll(visitor.ran).toEqual(['remover', 'next']);
});

test('a visitor who goes on within a single-page app meets each view held, then released once', async ({
  visitor,
  site,
}) => {
  const view = (name: string) =>
    `<section id="${name}"><img alt="" data-consent="analytics" data-src="${host}/${name}.gif">
      <iframe title="${name}" data-consent="social" data-src="https://video.vendor.example/${name}"></iframe></section>`;
  const goes = (name: string) =>
    visitor.runs(`history.pushState({}, '', '/${name}');
      document.querySelector('#view').innerHTML = ${JSON.stringify(view(name))};`);
  site.page({ body: '<div id="view"></div>' });
  await visitor.opens();
  await expect(visitor.banner).toBeVisible();
  await goes('boots');
  await expect(visitor.placeholder).toHaveCount(1);
  await goes('sandals');
  await expect(visitor.placeholder).toHaveCount(1);
  await visitor.settles();
  expect(visitor.log.hosts()).toEqual([]);
  await expect(visitor.banner).toBeVisible();

  await visitor.accepts();
  await visitor.sends('video.vendor.example/sandals');
  await visitor.sends('tags.vendor.example/sandals.gif');
  await expect(visitor.placeholder).toHaveCount(0);
  await goes('clogs');
  await visitor.sends('video.vendor.example/clogs');
  await visitor.sends('tags.vendor.example/clogs.gif');
  await visitor.settles();
  for (const name of ['sandals', 'clogs']) {
    expect(visitor.log.to(`video.vendor.example/${name}`)).toHaveLength(1);
  }
  expect(visitor.log.vendors().filter(({ url }) => url.includes('boots'))).toEqual([]);

  await visitor.runs('assent.withdraw()');
  await expect(visitor.placeholder).toHaveCount(1);
  visitor.log.clear();
  await goes('boots');
  await expect(visitor.placeholder).toHaveCount(1);
  await visitor.settles();
  expect(visitor.log.hosts()).toEqual([]);
});

test('a visitor who goes back in a single-page app runs no tag of a kept view again', async ({
  visitor,
  site,
}) => {
  site.page({ body: `<div id="view">${inline(ran('view'))}</div>` });
  await visitor.opens();
  await visitor.accepts();
  await expect.poll(visitor.ran).toEqual(['view']);
  await visitor.runs(
    "window.kept = document.querySelector('#view'); kept.remove(); history.pushState({}, '', '/on');",
  );
  await visitor.settles();
  await visitor.runs("history.back(); document.querySelector('main').append(kept);");
  await visitor.settles();
  expect(await visitor.ran()).toEqual(['view']);
});

test('a visitor of a page with thousands of held things gets all of them, in order and once', async ({
  visitor,
  site,
}) => {
  const count = 1500;
  const marked = Array.from({ length: count }, (_, number) =>
    inline(`(window.order ??= []).push(${number})`),
  );
  const images = Array.from(
    { length: count },
    () =>
      '<img alt="" data-consent="analytics" data-src="/own.gif" onload="window.seen = (window.seen ?? 0) + 1">',
  );
  site.serves(/^\/own\.gif$/, {
    contentType: 'image/svg+xml',
    body: '<svg xmlns="http://www.w3.org/2000/svg"/>',
  });
  site.page({ body: marked.join('') + images.join('') });
  await visitor.opens();
  await visitor.accepts();
  await expect
    .poll(() => visitor.runs('[window.order?.length, window.seen]'), { timeout: 15_000 })
    .toEqual([count, count]);
  expect(await visitor.runs('order.every((number, place) => number === place)')).toBe(true);
});

test('a visitor of a page with thousands of unmarked pixels gets each of them, once', async ({
  visitor,
  site,
}) => {
  const count = 2000;
  site.page();
  await visitor.opens();
  await expect(visitor.banner).toBeVisible();
  await visitor.runs(`for (let number = 0; number < ${count}; number += 1) {
    const image = new Image();
    image.onload = () => { window.seen = (window.seen ?? 0) + 1; };
    // One address: the browser asks for it once, and every image hears of it.
    image.src = 'https://c.clarity.ms/c.gif';
  }`);
  await visitor.settles();
  expect(visitor.log.hosts()).toEqual([]);
  await visitor.accepts();
  await expect.poll(() => visitor.runs('window.seen'), { timeout: 15_000 }).toBe(count);
});
