// What a site marked up is held, then released as if it had always stood there: in order, once, complete.
import { expect, held, ran, test } from './fixture.ts';

const host = 'https://tags.vendor.example';
const analytics = (name: string, more = '') =>
  held(`data-consent="analytics" data-src="${host}/${name}.js" ${more}`);

test('a visitor who accepts gets held scripts in the order of the page', async ({
  visitor,
  site,
  vendors,
}) => {
  vendors.serves(`${host}/slow.js`, ran('slow'), 300);
  vendors.serves(`${host}/fast.js`, ran('fast'));
  site.page({
    body: analytics('slow') + analytics('fast') + held('data-consent="analytics"', ran('inline')),
  });
  await visitor.opens();
  await visitor.accepts();
  await expect.poll(visitor.ran).toEqual(['slow', 'fast', 'inline']);
});

test('a visitor who accepts does not wait for a slow script before an async one', async ({
  visitor,
  site,
  vendors,
}) => {
  const asyncRan = visitor.page.waitForRequest(`${host}/async-ran`);
  vendors.serves(`${host}/slow.js`, ran('slow'), asyncRan);
  vendors.serves(`${host}/async.js`, `${ran('async')} new Image().src = '${host}/async-ran';`);
  site.page({ body: analytics('slow') + analytics('async', 'async') });
  await visitor.opens();
  await visitor.accepts();
  await expect.poll(visitor.ran).toEqual(['async', 'slow']);
});

test('a visitor who accepts gets modules as modules', async ({ visitor, site, vendors }) => {
  vendors.serves(`${host}/part.mjs`, "export const part = 'imported';");
  vendors.serves(
    `${host}/module.js`,
    `import { part } from './part.mjs'; (window.ran ??= []).push(part + ' ' + import.meta.url);`,
  );
  const inline = held('data-consent="analytics" data-type="module"', `await 0; ${ran('inline')}`);
  site.page({ body: analytics('module', 'data-type="module"') + inline });
  await visitor.opens();
  await visitor.accepts();
  await expect
    .poll(async () => (await visitor.ran()).sort())
    .toEqual([`imported ${host}/module.js`, 'inline']);
});

test('a held script keeps every attribute it was written with', async ({ visitor, site, vendors }) => {
  vendors.serves(
    `${host}/kept.js`,
    `const me = document.currentScript;
     window.kept = Object.fromEntries([...me.attributes].map(({ name, value }) => [name, value]));
     window.kept.nonce = me.nonce;`,
  );
  const attributes = 'id="chat" nonce="n1" data-team="shoes" crossorigin="anonymous" referrerpolicy="origin"';
  site.page({ body: analytics('kept', attributes) });
  await visitor.opens();
  await visitor.accepts();
  await expect
    .poll(() => visitor.runs('window.kept'))
    .toMatchObject({
      id: 'chat',
      nonce: 'n1',
      'data-team': 'shoes',
      crossorigin: 'anonymous',
      referrerpolicy: 'origin',
      src: `${host}/kept.js`,
    });
});

test('a held script with its address in src is held and released too', async ({ visitor, site, vendors }) => {
  vendors.serves(`${host}/src.js`, ran('src'));
  site.page({ body: held(`data-consent="analytics" src="${host}/src.js"`) });
  await visitor.opens();
  await expect(visitor.banner).toBeVisible();
  await visitor.settles();
  expect(visitor.log.hosts()).toEqual([]);
  await visitor.accepts();
  await expect.poll(visitor.ran).toEqual(['src']);
});

for (const category of ['functional', 'analytics', 'targeting', 'social']) {
  test(`a visitor who grants ${category} alone releases ${category} alone`, async ({ visitor, site }) => {
    const all = ['essential', 'functional', 'analytics', 'targeting', 'social'];
    site.page({ body: all.map((name) => held(`data-consent="${name}"`, ran(name))).join('') });
    await visitor.opens();
    await expect.poll(visitor.ran).toEqual(['essential']);
    await visitor.runs(`assent.grant('${category}')`);
    await expect.poll(visitor.ran).toEqual(['essential', category]);
    await visitor.settles();
    expect(await visitor.ran()).toEqual(['essential', category]);
  });
}

test('a tag of two categories waits for both answers', async ({ visitor, site }) => {
  site.page({ body: held('data-consent="analytics targeting"', ran('both')) });
  await visitor.opens();
  await visitor.runs("assent.grant('analytics')");
  await visitor.settles();
  expect(await visitor.ran()).toEqual([]);
  await visitor.runs("assent.grant('targeting')");
  await expect.poll(visitor.ran).toEqual(['both']);
});

test('a visitor who refused a vendor has its tag held, whatever categories it names', async ({
  visitor,
  site,
}) => {
  const films = { id: 'films', name: 'Films Ltd.', category: 'social', purpose: 'Plays films.' };
  const tag = (vendor: string, name: string) => held(`data-consent="analytics"${vendor}`, ran(name));
  site.page({
    options: { vendors: [films] },
    body: tag(' data-consent-vendor="films"', 'films') + tag('', 'count'),
  });
  await visitor.opens();
  await visitor.runs("assent.decide({ analytics: 'granted', social: 'granted', films: 'denied' })");
  await expect.poll(visitor.ran).toEqual(['count']);
  await visitor.runs("assent.grant('films')");
  await expect.poll(visitor.ran).toEqual(['count', 'films']);
});

test('a visitor who changes their mind back and forth runs each tag once', async ({
  visitor,
  site,
  vendors,
}) => {
  vendors.serves(`${host}/outer.js`, ran('outer'));
  site.page({ body: analytics('outer') + held('data-consent="analytics"', ran('inline')) });
  await visitor.opens();
  await visitor.accepts();
  await expect.poll(visitor.ran).toEqual(['outer', 'inline']);
  for (const call of ['deny', 'grant', 'deny', 'grant']) {
    await visitor.runs(`assent.${call}('analytics')`);
    await visitor.settles();
  }
  expect(await visitor.ran()).toEqual(['outer', 'inline']);
  expect(visitor.log.to('tags.vendor.example/outer.js')).toHaveLength(1);
});

test('a script that throws does not stop the next one', async ({ visitor, site }) => {
  site.page({
    body:
      held('data-consent="analytics"', "throw new Error('broken tag');") +
      held('data-consent="analytics"', ran('next')),
  });
  await visitor.opens();
  await visitor.accepts();
  await expect.poll(visitor.ran).toEqual(['next']);
  expect(visitor.errors().splice(0)).toEqual(['broken tag']);
});

const later = (name: string) => `(() => {
  const script = document.createElement('script');
  script.type = 'text/plain';
  script.setAttribute('data-consent', 'analytics');
  script.textContent = ${JSON.stringify(ran(name))};
  document.querySelector('main').append(script);
})()`;

test('a tag added while the visitor is undecided is held, then released', async ({ visitor, site }) => {
  site.page();
  await visitor.opens();
  await expect(visitor.banner).toBeVisible();
  await visitor.runs(later('added'));
  await visitor.settles();
  expect(await visitor.ran()).toEqual([]);
  await visitor.accepts();
  await expect.poll(visitor.ran).toEqual(['added']);
});

test('a tag added after the grant runs, and one added after a denial does not', async ({ visitor, site }) => {
  site.page();
  await visitor.opens();
  await visitor.accepts();
  await visitor.runs(later('granted'));
  await expect.poll(visitor.ran).toEqual(['granted']);
  await visitor.runs("assent.deny('analytics')");
  await visitor.runs(later('denied'));
  await visitor.settles();
  expect(await visitor.ran()).toEqual(['granted']);
});

const address = 'https://media.vendor.example/held';
const elements = [
  `<img alt="" data-consent="social" data-src="${address}">`,
  `<img alt="" data-consent="social" data-srcset="${address} 1x">`,
  `<link rel="stylesheet" data-consent="social" data-href="${address}">`,
  `<video data-consent="social" data-src="${address}" preload="auto"></video>`,
  `<audio data-consent="social" data-src="${address}" preload="auto"></audio>`,
  `<embed data-consent="social" type="text/html" data-src="${address}">`,
  `<object data-consent="social" type="text/html" data-src="${address}"></object>`,
];
for (const element of elements) {
  const [name = ''] = /<.+?(?=="https)/.exec(element) ?? [];
  test(`a visitor is not known to the host of a held ${name}… before the grant`, async ({
    visitor,
    site,
  }) => {
    site.page({ body: element });
    await visitor.opens();
    await expect(visitor.banner).toBeVisible();
    await visitor.settles();
    expect(visitor.log.hosts()).toEqual([]);
    await visitor.accepts();
    await visitor.sends('media.vendor.example/held');
  });
}
