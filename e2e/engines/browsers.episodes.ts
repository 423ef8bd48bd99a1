// What browsers do of their own accord: signals in headers, short lives for cookies, walls between frames, private
// windows, and the building blocks a banner stands on.
import { expect, held, noting, ran, test } from './fixture.ts';
import { banner, dialog, inBanner, inDialog, own } from './visitor.ts';

const { readConsent }: typeof import('../../src/server.ts') = await import(
  String(new URL('../../dist/esm/server.js', import.meta.url))
);

const body = held('data-consent="analytics"', ran('held'));
const options = { region: 'DE' };
const day = 86_400;

test('server: Sec-GPC and the answers reach assent/server', async ({ arrives, engine, site, server }) => {
  server.answers = ({ path, headers }) => {
    if (path !== '/server') return undefined;
    const { gpc, allows } = readConsent(headers, options);
    const told = [gpc, allows('analytics'), allows('targeting')].join(' ');
    return { contentType: 'text/html', body: `<title>Server</title><p>${told}</p>` };
  };
  const told = async () => {
    await visitor.opens('/server');
    return visitor.runs<string>("document.querySelector('p').textContent");
  };
  const inPage = () =>
    visitor.runs("[assent.state.gpc, assent.allows('analytics'), assent.allows('targeting')].join(' ')");
  const native = engine.can.has('gpc');
  const visitor = await arrives({ gpc: true });
  site.page(noting({ body }));
  expect(await told()).toBe(`${native} false false`);
  for (const [code, answers] of [
    ['assent.grant()', `true ${!native}`],
    ["assent.decide({ targeting: 'granted' }, { by: 'dialog' })", 'true true'],
    ['assent.deny()', 'false false'],
  ] as const) {
    await visitor.opens();
    await visitor.runs(`void ${code}`);
    expect(await inPage()).toBe(`${native} ${answers}`);
    expect(await told()).toBe(`${native} ${answers}`);
  }
});

test('seven days: the server gives an answer its life back, and the page leaves it so', async ({
  visitor,
  site,
  server,
}) => {
  const daysLeft = async () => {
    const { expires = 0 } = (await visitor.tab.cookies()).find(({ name }) => name === 'assent') ?? {};
    return Math.round((expires - Date.now() / 1000) / day);
  };
  // No engine here caps by itself, so the page does what Safari does behind it: whatever a script writes lives seven
  // days at most. What a server sets keeps its life.
  const cap = `<script>
    const own = Object.getOwnPropertyDescriptor(Document.prototype, 'cookie');
    const most = () => Date.now() + ${7 * day}e3;
    Object.defineProperty(Document.prototype, 'cookie', {
      ...own,
      set(text) {
        own.set.call(this, text
          .replace(/(max-age=)([0-9]+)/i, (_, name, life) => name + Math.min(life, ${7 * day}))
          .replace(/(expires=)([^;]+)/i, (_, name, at) => name + new Date(Math.min(Date.parse(at), most())).toUTCString()));
      },
    });
  </script>`;
  site.page(noting({ body, first: cap }));
  await visitor.opens();
  await visitor.accepts();
  expect(await daysLeft()).toBe(7);
  server.answers = ({ type, headers }) => {
    const { setCookie } = readConsent(headers, options);
    if (type !== 'document' || !setCookie) return undefined;
    const page = site.reply({ url: () => `${site.origin}/` });
    return { ...page, headers: { ...page.headers, 'set-cookie': setCookie } };
  };
  await visitor.opens('/next');
  expect(await daysLeft()).toBe(182);
  // What Safari erases after seven days without a visitor's touch.
  await visitor.runs('void localStorage.clear()');
  await visitor.opens('/later');
  await expect.poll(visitor.ran).toEqual(['held']);
  await visitor.settles();
  expect(await visitor.isSeen(banner)).toBe(false);
  expect(await daysLeft(), 'the page wrote nothing over it').toBe(182);
});

test('foreign frame: nothing of the answers outside is known inside, and all is held', async ({
  visitor,
  site,
  vendors,
}) => {
  const answers = `<script>
    addEventListener('message', async ({ data, source }) => {
      const value = await Promise.resolve(eval(data)).catch(String);
      source.postMessage(JSON.parse(JSON.stringify(value ?? null)), '*');
    });
  </script>`;
  site.page(noting({ body, head: answers }));
  vendors.shows(
    'https://www.portal.example/',
    `<title>Portal</title><iframe src="${site.origin}/framed" width="900" height="600"></iframe>`,
  );
  await visitor.opens();
  await visitor.accepts();
  const inside = <Result>(code: string) =>
    visitor.runs<Result>(`new Promise((told) => {
      addEventListener('message', ({ data }) => told(data), { once: true });
      frames[0].postMessage(${JSON.stringify(code)}, '*');
    })`);
  const seen = `!!(${banner})?.checkVisibility()`;

  await visitor.tab.goes('https://www.portal.example/');
  await expect.poll(() => inside(seen), 'the frame asks').toBe(true);
  expect(await inside('[assent.state.granted, window.ran ?? [], window.failed]')).toEqual([
    ['essential'],
    [],
    [],
  ]);
  await inside('assent.deny()');
  await expect.poll(() => inside(seen)).toBe(false);
  expect(await inside('assent.state.undecided')).toBe(false);

  await visitor.opens('/back');
  await expect.poll(visitor.ran, 'the answer outside stands').toEqual(['held']);
});

test('private window: asked, remembered while it is open, and never afterwards', async ({
  arrives,
  site,
}) => {
  site.page(noting({ body }));
  const visitor = await arrives({ privately: true });
  await visitor.opens();
  await visitor.accepts();
  await visitor.opens('/next');
  await expect.poll(visitor.ran).toEqual(['held']);
  const later = await arrives({ privately: true });
  await later.opens();
  await later.sees(banner);
  expect(await later.state()).toMatchObject({ undecided: true, granted: ['essential'] });
});

test('building blocks: popover, modal dialog, adopted sheets, room to scroll', async ({ visitor, site }) => {
  // Where an engine lacks idle callbacks (Safari), the page must not miss them; elsewhere they are taken away.
  site.page(
    noting({ first: '<script>delete window.requestIdleCallback</script>', body: '<p>Text</p>'.repeat(80) }),
  );
  await visitor.opens();
  await visitor.sees(banner);
  expect(await visitor.runs('typeof requestIdleCallback')).toBe('undefined');
  expect(await visitor.runs(`${banner}.matches(':popover-open')`)).toBe(true);
  expect(await visitor.runs(`${banner}.getRootNode().adoptedStyleSheets.length`)).toBeGreaterThan(0);

  // The last link of the page, reached by keyboard, is not behind the banner (WCAG 2.2, 2.4.11).
  const room = 'getComputedStyle(document.documentElement).scrollPaddingBottom';
  await expect.poll(() => visitor.runs(room), 'the room comes with the first frame').toMatch(/px$/);
  await visitor.runs("void document.querySelector('#settings').focus()");
  await visitor.presses('Tab');
  await expect.poll(() => visitor.runs('document.activeElement.id')).toBe('opt-out');
  await expect
    .poll(() =>
      visitor.runs(
        `${own('#opt-out')}.getBoundingClientRect().bottom <= ${banner}.getBoundingClientRect().top`,
      ),
    )
    .toBe(true);

  await visitor.clicks(inBanner('choose'));
  await visitor.sees(dialog);
  expect(await visitor.runs(`${dialog}.matches(':modal')`)).toBe(true);
  // What lies behind a modal dialog cannot be pressed.
  expect(await visitor.runs(`${own('#settings')}.ownerDocument.elementFromPoint(5, 5)?.id`)).not.toBe(
    'settings',
  );
  await visitor.clicks(inDialog('close'));
  await visitor.missesOut(dialog);
  await visitor.sees(banner);
});
