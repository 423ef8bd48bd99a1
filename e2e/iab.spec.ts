// Vendors that ask in the IAB's words, in the page and in frames of their own, hear what the visitor has answered, and
// hear of every change. The IAB's own decoder reads what they are told.
import { readFileSync } from 'node:fs';
import { GppModel } from '@iabgpp/cmpapi';
import type { Frame } from 'playwright/test';
import { expect, test } from './fixture.ts';
import type { Visitor } from './visitor.ts';

const options = { policy: '/privacy', iab: true };
const frameAt = 'https://ads.vendor.example/frame';

/** A vendor's frame: it looks upwards for the frame that says where to ask, then asks by message. */
const vendorFrame = `<!doctype html><title>Advertisement</title><script>
  const find = (name) => {
    for (let above = window; ; above = above.parent) {
      try { if (above.frames[name + 'Locator']) return above; } catch {}
      if (above === top) return null;
    }
  };
  const waiting = new Map();
  window.raw = [];
  addEventListener('message', ({ data }) => {
    raw.push(typeof data);
    const message = typeof data === 'string' ? JSON.parse(data) : data;
    const { callId, returnValue, success } = message.__gppReturn ?? message.__uspapiReturn;
    waiting.get(callId)(returnValue, success);
  });
  window.ask = (name, call, hear, asText) => {
    const callId = waiting.size + 1;
    waiting.set(callId, hear);
    const message = { [name + 'Call']: { ...call, callId } };
    find(name).postMessage(asText ? JSON.stringify(message) : message, '*');
  };
  window.isThere = (name) => Boolean(find(name));
</script>`;

/** What a vendor's frame is answered: data and success, and whether as text. */
function asks(frame: Frame, name: string, call: object, asText = false) {
  return frame.evaluate(
    ([name, call, asText]) =>
      new Promise<{ data: unknown; success: boolean; as: string }>((done) => {
        const page = window as unknown as { ask(...asked: unknown[]): void; raw: string[] };
        const hear = (data: unknown, success: boolean) =>
          done({ data, success, as: String(page.raw.at(-1)) });
        page.ask(name, call, hear, asText);
      }),
    [name, call, asText] as const,
  );
}

/** The string that a vendor's frame is told, and what it says of sale and of the signal. */
async function told(frame: Frame) {
  const { data } = await asks(frame, '__gpp', { command: 'ping' });
  const { gppString, signalStatus } = data as { gppString: string; signalStatus: string };
  const model = new GppModel(gppString);
  const { data: privacy } = await asks(frame, '__uspapi', { command: 'getUSPData', version: 1 });
  return {
    signalStatus,
    sections: model.getSectionIds(),
    sale: model.getFieldValue('usnat', 'SaleOptOut'),
    gpc: model.getFieldValue('usnat', 'Gpc'),
    usp: (privacy as { uspString: string }).uspString,
  };
}

async function vendorFrameOf({ page }: Visitor): Promise<Frame> {
  await expect.poll(() => page.frame({ url: frameAt })?.evaluate('window.isThere?.("__gpp")')).toBe(true);
  const frame = page.frame({ url: frameAt });
  if (!frame) throw new Error('The frame is gone.');
  return frame;
}

const listen = `<script>
  window.events = [];
  __gpp('addEventListener', ({ eventName, data, pingData }) =>
    events.push([eventName + ': ' + data, pingData.gppString]));
</script>`;
const events = (visitor: Visitor) => visitor.runs<[string, string][]>('events');
const lines = async (visitor: Visitor) => (await events(visitor)).map(([line]) => line);

const out = { signalStatus: 'ready', sections: [7], sale: 1, gpc: false, usp: '1YYN' };
const free = { ...out, sale: 2, usp: '1YNN' };

test('a vendor in a frame of another origin hears every answer of a visitor', async ({
  visitor,
  site,
  vendors,
}) => {
  vendors.shows(frameAt, vendorFrame);
  site.page({ region: 'US-CA', options, body: `<iframe src="${frameAt}" title="Advertisement"></iframe>` });
  await visitor.opens();
  const frame = await vendorFrameOf(visitor);
  expect(await told(frame)).toEqual(free);

  const question = { command: 'getField', parameter: 'usnat.SaleOptOut' };
  expect(await asks(frame, '__gpp', question)).toEqual({ data: 2, success: true, as: 'object' });
  expect(await asks(frame, '__gpp', question, true)).toEqual({ data: 2, success: true, as: 'string' });
  expect(await asks(frame, '__uspapi', { command: 'getUSPData', version: 1 }, true)).toEqual({
    data: { version: 1, uspString: '1YNN' },
    success: true,
    as: 'string',
  });
  expect(await asks(frame, '__gpp', { command: 'unheard' })).toMatchObject({ data: null, success: false });

  await frame.evaluate(`window.lines = [];
    ask('__gpp', { command: 'addEventListener' }, ({ eventName, data }) => lines.push(eventName + ': ' + data));`);
  await visitor.page.locator('#opt-out').click();
  await expect.poll(() => told(frame)).toEqual(out);
  await visitor.runs("assent.grant('targeting', 'social')");
  expect(await told(frame)).toEqual(free);
  await visitor.runs("assent.withdraw('social')");
  expect(await told(frame)).toEqual(out);
  const change = ['signalStatus: not ready', 'sectionChange: usnat', 'signalStatus: ready'];
  expect(await frame.evaluate('lines')).toEqual([
    'listenerRegistered: true',
    ...change,
    ...change,
    ...change,
  ]);

  await visitor.runs('assent.destroy()');
  expect(await frame.evaluate("[isThere('__gpp'), isThere('__uspapi')]")).toEqual([false, false]);
  expect(await visitor.runs('[typeof __gpp, typeof __uspapi]')).toEqual(['undefined', 'undefined']);
});

test('a vendor hears of the signal, in a sandboxed frame too', async ({ visitor, site, vendors }) => {
  await visitor.turnsOnGpc();
  vendors.shows(frameAt, vendorFrame);
  const frame = `<iframe src="${frameAt}" sandbox="allow-scripts" title="Advertisement"></iframe>`;
  site.page({ region: 'US-TX', options, body: frame });
  await visitor.opens();
  expect(await told(await vendorFrameOf(visitor))).toEqual({ ...out, gpc: true });
});

test('a first visitor who is asked is heard in the order vendors wait for', async ({ visitor, site }) => {
  site.page({
    region: 'US',
    options: { ...options, regime: 'gdpr' },
    head: `${listen}<script>__gpp('ping', ({ cmpStatus }) => { window.first = cmpStatus; });</script>`,
  });
  await visitor.opens();
  expect(await visitor.runs('first')).toBe('stub');
  await expect.poll(() => lines(visitor)).toContain('cmpDisplayStatus: visible');
  await visitor.accepts();
  await expect
    .poll(() => lines(visitor))
    .toEqual([
      'listenerRegistered: true',
      'cmpStatus: loaded',
      'cmpDisplayStatus: visible',
      'cmpDisplayStatus: hidden',
      'sectionChange: usnat',
      'signalStatus: ready',
    ]);
  expect(new GppModel((await events(visitor)).at(-1)?.[1]).getFieldValue('usnat', 'SaleOptOut')).toBe(2);

  await visitor.runs('events.length = 0');
  await visitor.opensSettings();
  await visitor.switchFor('targeting').setChecked(false);
  await visitor.saves();
  await expect
    .poll(() => lines(visitor))
    .toEqual([
      'signalStatus: not ready',
      'cmpDisplayStatus: visible',
      'cmpDisplayStatus: hidden',
      'sectionChange: usnat',
      'signalStatus: ready',
    ]);
  expect(new GppModel((await events(visitor)).at(-1)?.[1]).getFieldValue('usnat', 'SaleOptOut')).toBe(1);
});

test('a vendor in a frame that asks before the strings are there is answered once they are', async ({
  visitor,
  site,
  vendors,
}) => {
  let arrives = () => {};
  site.delays(
    /^\/iab\.js$/,
    new Promise<void>((done) => {
      arrives = done;
    }),
  );
  vendors.shows(frameAt, vendorFrame);
  site.page({ region: 'US-CA', options, body: `<iframe src="${frameAt}" title="Advertisement"></iframe>` });
  await visitor.opens();
  const frame = await vendorFrameOf(visitor);
  const answers = Promise.all([
    asks(frame, '__gpp', { command: 'getField', parameter: 'usnat.SaleOptOut' }),
    asks(frame, '__uspapi', { command: 'getUSPData', version: 1 }, true),
  ]);
  arrives();
  expect(await answers).toMatchObject([{ data: 2 }, { data: { uspString: '1YNN' } }]);
});

test('a returning visitor’s answer is ready without a change', async ({ visitor, site }) => {
  await visitor.decidedBefore('assent.optOut()', { region: 'US-CO' });
  site.page({ region: 'US-CO', options: { ...options, iab: { sections: 'state' } }, head: listen });
  await visitor.opens();
  await expect.poll(() => lines(visitor)).toContain('signalStatus: ready');
  expect(await lines(visitor)).toEqual([
    'listenerRegistered: true',
    'cmpStatus: loaded',
    'signalStatus: ready',
  ]);
  expect(new GppModel((await events(visitor)).at(-1)?.[1]).getFieldValue('usco', 'SaleOptOut')).toBe(1);
});

test('the page of a lost chunk says once that vendors wait, and works', async ({ visitor, site }) => {
  site.serves(/^\/iab\.js$/, { status: 404 });
  site.page({ region: 'US-CA', options, head: listen });
  await visitor.opens();
  await expect.poll(visitor.messages).toEqual([expect.stringContaining('The IAB strings did not load')]);
  await visitor.page.locator('#opt-out').click();
  await expect(visitor.status(/opted out/i)).toBeVisible();
  expect(await lines(visitor)).toEqual(['listenerRegistered: true']);
  const status = "(() => { let it; __gpp('ping', (ping) => { it = ping.signalStatus; }); return it; })()";
  expect(await visitor.runs(status)).toBe('not ready');
});

test('a strict page raises no report because of vendors’ frames', async ({ visitor, site }) => {
  const policy =
    "default-src 'none'; script-src 'nonce-n0nce' 'strict-dynamic'; style-src 'self'; connect-src 'self'; " +
    "frame-src 'none'; require-trusted-types-for 'script'; trusted-types assent";
  site.page({
    region: 'US-CA',
    options,
    headers: { 'content-security-policy': policy },
    script: { nonce: 'n0nce' },
    first: `<script nonce="n0nce">window.reports = [];
      addEventListener('securitypolicyviolation', ({ effectiveDirective, blockedURI }) =>
        reports.push(effectiveDirective + ' ' + blockedURI));</script>`,
  });
  await visitor.opens();
  const frames = visitor.page.locator('iframe[name$="Locator"]');
  await expect(frames).toHaveCount(2);
  for (const frame of await frames.all()) await expect(frame).toBeHidden();
  expect(await visitor.runs("reports.filter((each) => !each.includes('favicon'))")).toEqual([]);
});

test('vendors’ frames find us before there is a body, and after it was replaced', async ({
  visitor,
  site,
}) => {
  let arrives = () => {};
  const after = new Promise<void>((done) => {
    arrives = done;
  });
  site.serves(/^\/slow\.js$/, { contentType: 'text/javascript', body: '', after });
  site.page({ region: 'US-CA', options, head: `${listen}<script src="/slow.js"></script>` });
  const opened = visitor.opens();
  await visitor.page.waitForURL(`${site.origin}/`, { waitUntil: 'commit' });
  await expect.poll(() => visitor.runs('window.events?.length')).toBe(3);
  expect(await visitor.runs('document.body')).toBeNull();
  arrives();
  await opened;
  const frames = visitor.page.locator('body > iframe[name$="Locator"]');
  await expect(frames).toHaveCount(2);
  await visitor.runs("document.body = document.createElement('body')");
  await expect(frames).toHaveCount(2);
});

test('a vendor that reads once, right behind our one file, reads the answer', async ({ visitor, site }) => {
  const head = "<script>__gpp('ping', (ping) => { window.read = ping; });</script>";
  site.page({ region: 'US-CA', options, full: true, head });
  await visitor.opens();
  expect(await visitor.runs('[read.signalStatus, read.applicableSections]')).toEqual(['ready', [7]]);
});

test('a site that does not ask for it has nothing of it', async ({ visitor, site }) => {
  site.page({ region: 'US-CA', options: { policy: '/privacy' } });
  await visitor.opens();
  await visitor.settles();
  expect(await visitor.runs("Object.keys(window).filter((name) => name.startsWith('__'))")).toEqual([]);
  expect(visitor.log.own()).not.toContain('/iab.js');
  await expect(visitor.page.locator('iframe')).toHaveCount(0);
});

/** A page that has Assent as its package gives it; `door` imports a further one. */
const modules = (door: string) => `<script type="importmap">
    { "imports": { "js-cookie": "/js-cookie.mjs", "assent": "/esm/index.js", "assent/iab": "/esm/iab.js" } }
  </script>
  <script type="module">
    ${door}
    import { defineTag, start } from 'assent';
    const advert = defineTag({
      id: 'advert', name: 'Adverts Inc.', category: 'targeting', purpose: 'Shows advertisements.',
      hosts: ['ads.vendor.example'], cookies: [],
      load: () => window.__gpp?.('ping', (ping) => { window.read = ping; }),
    });
    start({ region: 'US-CA', policy: '/privacy', iab: true, tags: [advert] });
    window.started = true;
  </script>`;

for (const [door, reads, says] of [
  ["import 'assent/iab';", 'ready', []],
  ['', undefined, [expect.stringContaining("import 'assent/iab'")]],
] as const) {
  test(`a tag by npm, with ${door || 'no door imported'}, reads ${reads} as it loads`, async ({
    visitor,
    site,
  }) => {
    const cookies = new URL('../node_modules/js-cookie/dist/js.cookie.mjs', import.meta.url);
    site.serves(/^\/js-cookie\.mjs$/, { contentType: 'text/javascript', body: readFileSync(cookies) });
    site.page({ script: false, head: modules(door) });
    await visitor.opens();
    await expect.poll(() => visitor.runs('window.started')).toBe(true);
    await visitor.settles();
    expect(await visitor.runs('window.read?.signalStatus')).toBe(reads);
    expect(visitor.messages()).toEqual(says);
  });
}
