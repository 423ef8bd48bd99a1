// Every tag there is on one page, each named in the options: silent before the answer, each script once after it, only to
// hosts that are declared, and nothing left or sent once the answer is taken back.
import { readTags, sampleOf } from '../declarations.mjs';
import { fits } from '../src/hosts.ts';
import { expect, test } from './fixture.ts';

const tags = readTags();
const options = { tags: Object.fromEntries(tags.map((tag) => [tag.id, sampleOf(tag)])) };
const bring = tags.filter(({ brings }) => brings);
/** What loads no script of its own stands in the page as a frame. */
const frames = tags
  .filter(({ brings, vendor }) => !brings && vendor.hosts.length)
  .map(({ id, vendor }) => {
    const address = `https://${vendor.hosts[0]?.replace(/\/.*/, '')}/frame-of-${id}`;
    return `<iframe title="${id}" data-consent="${vendor.category}" data-consent-vendor="${id}" data-src="${address}"></iframe>`;
  });
const own = tags.flatMap(({ vendor }) =>
  vendor.cookies.filter(({ party }) => party === 'first').map(({ name }) => name),
);
/** A server of the site's own, where a tag needs one. */
const ownServer = 'own.example';
const hosts = [
  ownServer,
  ...tags.flatMap(({ vendor }) => vendor.hosts.map((host) => host.replace(/\/.*/, ''))),
];
const isDeclared = (host: string) => hosts.some((each) => `.${host}`.endsWith(`.${each}`));

test('a visitor meets every tag once, and none before or after', async ({ visitor, site, vendors }) => {
  vendors.actAll(tags);
  site.page({ options, body: frames.join('\n') });
  await visitor.opens();
  await expect(visitor.banner).toBeVisible();
  await visitor.settles();
  expect(visitor.messages()).toEqual([]);
  expect(visitor.log.hosts()).toEqual([]);
  expect(await visitor.cookies()).toEqual([]);

  await visitor.accepts();
  for (const { id, vendor } of bring) {
    const scripts = () =>
      visitor.log.vendors().filter(({ host, type }) => {
        return (
          type === 'script' &&
          [ownServer, ...vendor.hosts].some((each) => `.${host}`.endsWith(`.${each.replace(/\/.*/, '')}`))
        );
      });
    await expect.poll(() => scripts().length, { message: `${id} brings its script` }).toBeGreaterThan(0);
  }
  await expect
    .poll(() => visitor.log.vendors().filter(({ url }) => url.includes('/frame-of-')).length)
    .toBe(frames.length);
  await visitor.settles();
  const scripts = visitor.log.vendors().filter(({ type }) => type === 'script');
  const addresses = scripts.map(({ url }) => url);
  expect(addresses.filter((url, index) => addresses.indexOf(url) !== index)).toEqual([]);
  expect(visitor.log.hosts().filter((host) => !isDeclared(host))).toEqual([]);
  expect((await visitor.cookies()).length).toBeGreaterThan(bring.length);

  visitor.log.clear();
  await visitor.runs('assent.withdraw()');
  await visitor.settles();
  await visitor.leavesFor('/legal');
  expect(visitor.log.hosts().filter((host) => isDeclared(host))).toEqual([]);
  // What a vendor keeps of a refusal itself may stay: that is nothing it declares.
  const names = (await visitor.jar()).map(({ name }) => name);
  expect(names.filter((name) => own.some((pattern) => fits(name, pattern)))).toEqual([]);
  expect(names).toContain('assent');
  const keys = await visitor.runs<string[]>('Object.keys({ ...localStorage, ...sessionStorage })');
  expect(keys.filter((key) => !key.startsWith('assent'))).toEqual([]);
  expect(visitor.errors()).toEqual([]);
});
