// The speed of every touch, as far as it does not depend on a machine: nothing shifts, nothing of ours is the largest
// paint, nothing is fetched before the page has loaded, and no list is drawn before it is opened. Times are in bench/.
import { expect, marketing, test } from './fixture.ts';

const watch = `<script>
  window.shifts = []; window.largest = [];
  new PerformanceObserver((list) => shifts.push(...list.getEntries().map(({ value }) => value)))
    .observe({ type: 'layout-shift', buffered: true });
  new PerformanceObserver((list) => largest.push(...list.getEntries().map(({ element }) => element?.id)))
    .observe({ type: 'largest-contentful-paint', buffered: true });
</script>`;

for (const { width, height, position, length } of [
  { width: 1280, height: 720, position: 'bottom', length: 'long' },
  { width: 1280, height: 720, position: 'bottom', length: 'short' },
  { width: 360, height: 740, position: 'center', length: 'long' },
  { width: 768, height: 900, position: 'corner', length: 'short' },
]) {
  test.describe(`${position} at ${width} px on a ${length} page`, () => {
    test.use({ viewport: { width, height } });

    test('banner, dialog, confirmation and settings button move nothing and are not the largest paint', async ({
      visitor,
      site,
    }) => {
      const hero =
        '<p id="hero" style="font-size: 2rem">Cut, sewn and finished in our own workshop, by hand. </p>';
      const rest = length === 'long' ? '<p>Welted, waxed, worn for years.</p>'.repeat(60) : '';
      const words = hero.replace('by hand. ', 'by hand. '.repeat(12));
      site.page({ options: { ui: { position, floatingButton: true } }, head: watch, body: words + rest });
      await visitor.opens();
      await expect(visitor.banner).toBeVisible();
      await visitor.settles();
      await expect.poll(() => visitor.runs('largest.at(-1)')).toBe('hero');
      await visitor.choosesInstead();
      await visitor.inDialog('save').click();
      await expect(visitor.status(/saved/)).toBeVisible();
      await expect(visitor.page.locator('[part~="settings"]')).toBeVisible();
      await visitor.settles();
      expect(await visitor.runs('largest.at(-1)')).toBe('hero');
      expect(await visitor.runs('shifts')).toEqual([]);
    });
  });
}

test("the dialog is fetched after the page's own load, while the banner stands, once", async ({
  visitor,
  site,
}) => {
  let arrive = () => {};
  const late = new Promise<void>((done) => {
    arrive = done;
  });
  site.serves(/^\/own\.js$/, { contentType: 'text/javascript', body: '', after: late });
  site.page({ body: '<script async src="/own.js"></script>' });
  await visitor.page.goto(`${site.origin}/`, { waitUntil: 'commit' });
  await expect(visitor.banner).toBeVisible();
  // Idle, but the page still loads.
  await visitor.runs('new Promise((idle) => requestIdleCallback(() => requestIdleCallback(idle)))');
  expect(await visitor.runs('document.readyState')).not.toBe('complete');
  expect(visitor.log.own()).not.toContain('/dialog.js');
  arrive();
  await expect.poll(() => visitor.log.own()).toContain('/dialog.js');
  await visitor.choosesInstead();
  expect(visitor.log.own().filter((path) => path === '/dialog.js')).toHaveLength(1);
});

for (const idle of ['with', 'without'] as const) {
  test(`a visitor who answers at once does not download the dialog, in a browser ${idle} idle callbacks`, async ({
    visitor,
    site,
  }) => {
    await visitor.page.clock.install();
    if (idle === 'without') await visitor.page.addInitScript('delete window.requestIdleCallback');
    // The page decides before it has loaded.
    site.page({ body: "<script>document.addEventListener('assent:show', () => assent.deny())</script>" });
    await visitor.opens();
    await expect.poll(() => visitor.runs('assent.state.undecided')).toBe(false);
    await visitor.page.clock.fastForward(5000);
    expect(visitor.log.own()).toContain('/banner.js');
    expect(visitor.log.own()).not.toContain('/dialog.js');
  });
}

test('a visitor of a browser without idle callbacks finds the dialog fetched a second after the load', async ({
  visitor,
  site,
}) => {
  await visitor.page.clock.install();
  await visitor.page.addInitScript('delete window.requestIdleCallback');
  site.page();
  await visitor.opens();
  await expect(visitor.banner).toBeVisible();
  expect(visitor.log.own()).not.toContain('/dialog.js');
  await visitor.page.clock.fastForward(1000);
  await expect.poll(() => visitor.log.own()).toContain('/dialog.js');
});

const crowd = Array.from({ length: 20 }, (_, at) => ({
  id: `vendor-${at}`,
  name: `Vendor ${at}`,
  category: 'targeting',
  purpose: 'Shows advertisements.',
  hosts: [`v${at}.vendor.example`],
  cookies: Array.from({ length: 25 }, (_, cookie) => ({
    name: `c_${at}_${cookie}`,
    purpose: 'Tells one browser from another.',
    duration: 'P90D',
    party: 'third',
  })),
}));

test('a dialog with 500 cookies draws none before its list is opened, then a few at a time, then all', async ({
  visitor,
  site,
}) => {
  site.page({ options: { vendors: crowd } });
  await visitor.opens();
  await visitor.choosesInstead();
  const rows = visitor.dialog.locator('li');
  await expect(rows).toHaveCount(0);
  expect(await visitor.dialog.locator('*').count()).toBeLessThan(80);

  // Counts in every frame from the press on.
  const counts = await visitor.dialog.evaluate(async (dialog) => {
    const [, list] = dialog.querySelectorAll('summary');
    list?.click();
    const seen: number[] = [];
    while (seen.at(-1) !== 500 && seen.length < 200) {
      await new Promise(requestAnimationFrame);
      seen.push(dialog.querySelectorAll('li').length);
    }
    return seen;
  });
  expect(counts.at(-1)).toBe(500);
  const first = counts.find((count) => count > 0) ?? 0;
  expect(first).toBeLessThanOrEqual(40);
  const steps = counts.map((count, at) => count - (counts[at - 1] ?? 0));
  expect(Math.max(...steps)).toBeLessThanOrEqual(80);
  // Each once, in order, under its vendor.
  await expect(visitor.inDialog('vendor')).toHaveCount(20);
  const names = await rows.locator('code').allTextContents();
  expect(names).toEqual(crowd.flatMap(({ cookies }) => cookies.map(({ name }) => name)));

  // A moved switch draws the dialog anew, and leaves the list as it is.
  const before = await rows.first().elementHandle();
  await visitor.switchFor('targeting').setChecked(true);
  await expect(rows).toHaveCount(500);
  expect(await rows.first().evaluate((row, same) => row === same, before)).toBe(true);
});

test('nothing of ours listens to scrolling, reads the layout while it draws, or brings a font', async ({
  visitor,
  site,
}) => {
  const spy = `<script>
    window.heard = []; window.read = [];
    const listen = EventTarget.prototype.addEventListener;
    EventTarget.prototype.addEventListener = function (type, ...rest) { heard.push(type); return listen.call(this, type, ...rest); };
    for (const name of ['offsetWidth', 'offsetHeight', 'offsetTop', 'offsetLeft']) {
      const { get } = Object.getOwnPropertyDescriptor(HTMLElement.prototype, name);
      Object.defineProperty(HTMLElement.prototype, name, { get() { read.push(name); return get.call(this); } });
    }
    for (const name of ['getBoundingClientRect', 'getClientRects', 'scrollIntoView', 'scrollTo']) {
      const own = Element.prototype[name];
      Element.prototype[name] = function (...rest) { read.push(name); return own.apply(this, rest); };
    }
    // A resize observer is told after the layout, so that what it reads costs nothing.
    const Own = ResizeObserver;
    window.ResizeObserver = class extends Own { constructor(told) { super((...rest) => { const before = read.length; told(...rest); read.length = before; }); } };
  </script>`;
  site.page({ first: spy, options: marketing });
  await visitor.opens();
  await visitor.runs('document.fonts.ready');
  await expect(visitor.banner).toBeVisible();
  // By code, so that nothing is read by the one who presses.
  await visitor.banner.evaluate((banner) => banner.querySelector<HTMLElement>('[part=choose]')?.click());
  await expect(visitor.page.locator('dialog[open]')).toHaveCount(1);
  await visitor.dialog.evaluate((dialog) => dialog.querySelector('summary')?.click());
  await expect(visitor.dialog.locator('li')).not.toHaveCount(0);
  await visitor.dialog.evaluate((dialog) => dialog.querySelector<HTMLElement>('[part=reject]')?.click());
  await expect(visitor.page.locator('dialog')).toHaveCount(0);
  const [heard, read] = await visitor.runs<[string[], string[]]>('[heard, read]');
  expect(heard.length).toBeGreaterThan(0);
  expect(heard.filter((type) => /scroll|wheel|touchmove/.test(type))).toEqual([]);
  expect(read).toEqual([]);
  expect(await visitor.runs('document.fonts.size')).toBe(0);
  const fetched = visitor.log.own().filter((path) => !/\.js$|^\/$/.test(path));
  expect(fetched).toEqual([]);
});
