// The three built-in tags, as their vendors hear them: what Google is told and when, which banner stands,
// and what Meta is told of an opt-out.
import { expect, marketing, test } from './fixture.ts';

const analyticsOnly = { tags: { 'google-analytics': { id: 'G-SHOP1' } } };
const peek = `<script>window.said = JSON.stringify([...(window.dataLayer ?? [])].map((entry) => [...entry]));
  window.shape = (window.dataLayer ?? []).map((entry) => Object.prototype.toString.call(entry));</script>`;

test('Google hears all seven types, security alone granted, before anything else of the page runs', async ({
  visitor,
  site,
}) => {
  site.page({ options: marketing, head: peek });
  await visitor.opens();
  const [first] = JSON.parse(await visitor.runs<string>('said'));
  expect(first).toEqual([
    'consent',
    'default',
    expect.objectContaining({
      ad_storage: 'denied',
      ad_user_data: 'denied',
      ad_personalization: 'denied',
      analytics_storage: 'denied',
      functionality_storage: 'denied',
      personalization_storage: 'denied',
      security_storage: 'granted',
    }),
  ]);
  expect((await visitor.runs<string[]>('shape'))[0]).toBe('[object Arguments]');
});

// A tag in a category of the site's choosing, and a yes to the vendor alone, count as a yes to counting.
const mixes = [
  { grants: "'analytics'", gcs: 'G101', category: undefined },
  { grants: "'analytics', 'targeting'", gcs: 'G111', category: undefined },
  { grants: '', gcs: 'G111', category: undefined },
  { grants: "'google-analytics'", gcs: 'G101', category: undefined },
  { grants: "'functional'", gcs: 'G101', category: 'functional' },
];
for (const { grants, gcs, category } of mixes) {
  test(`a visitor who grants (${grants || 'all'}) is counted with gcs=${gcs}`, async ({ visitor, site }) => {
    site.page({ options: { tags: { 'google-analytics': { id: 'G-SHOP1', category } } } });
    await visitor.opens();
    await visitor.runs(`assent.grant(${grants})`);
    await visitor.sends('www.google-analytics.com/g/collect');
    await visitor.settles();
    const hits = visitor.log.to('www.google-analytics.com/g/collect');
    expect(hits).toHaveLength(1);
    expect(new URL(hits[0]?.url ?? '').searchParams.get('gcs')).toBe(gcs);
    expect(visitor.log.to('www.googletagmanager.com/gtag/js?id=G-SHOP1')).toHaveLength(1);
  });
}

test('a visitor who changes an answer is heard by Google on the same page', async ({ visitor, site }) => {
  site.page({ options: analyticsOnly });
  await visitor.opens();
  await visitor.runs("assent.grant('analytics')");
  await visitor.sends('www.google-analytics.com/g/collect');
  await visitor.runs("assent.grant('targeting')");
  const last = "[...dataLayer].map((entry) => [...entry]).findLast(([command]) => command === 'consent')";
  await expect
    .poll(() => visitor.runs(last))
    .toEqual([
      'consent',
      'update',
      expect.objectContaining({ ad_storage: 'granted', ad_user_data: 'granted' }),
    ]);
});

test('a visitor with the signal on is counted as denied to advertising', async ({ visitor, site }) => {
  await visitor.turnsOnGpc();
  site.page({ region: 'US-CA', options: analyticsOnly });
  await visitor.opens();
  await visitor.sends('www.google-analytics.com/g/collect');
  const [hit] = visitor.log.to('www.google-analytics.com/g/collect');
  expect(new URL(hit?.url ?? '').searchParams.get('gcs')).toBe('G101');
});

test('a site in advanced mode sends cookieless pings before the answer, because it asked for it', async ({
  visitor,
  site,
}) => {
  site.page({ options: { tags: { 'google-analytics': { id: 'G-SHOP1', mode: 'advanced' } } } });
  await visitor.opens();
  await visitor.sends('www.google-analytics.com/g/collect');
  const [hit] = visitor.log.to('www.google-analytics.com/g/collect');
  expect(new URL(hit?.url ?? '').searchParams.get('gcs')).toBe('G100');
  expect(await visitor.cookies()).toEqual([]);
  await visitor.accepts();
  await expect.poll(visitor.cookies).toContain('_ga .shop.example/');
  expect(visitor.log.to('www.googletagmanager.com')).toHaveLength(1);
});

test("a visitor who accepts never meets AdRoll's own banner", async ({ visitor, site }) => {
  site.page({ options: marketing });
  await visitor.opens();
  await visitor.accepts();
  await visitor.sends('d.adroll.com/segment/ADV1/PIX1');
  await visitor.settles();
  await expect(visitor.page.locator('#adroll_consent_banner')).toHaveCount(0);
  expect(visitor.log.to('s.adroll.com/j/consent_tcfv2.js')).toEqual([]);
  expect(visitor.log.to('s.adroll.com/j/ADV1/roundtrip.js')).toHaveLength(1);
});

test('a visitor who accepts is counted once by AdRoll and once by Meta', async ({ visitor, site }) => {
  site.page({ options: marketing });
  await visitor.opens();
  await visitor.accepts();
  await visitor.sends('d.adroll.com/track/ADV1/PIX1?ev=pageView');
  await visitor.sends('www.facebook.com/tr/?id=1234567890&ev=PageView');
  await visitor.settles();
  expect(visitor.log.to('d.adroll.com/track')).toHaveLength(1);
  expect(visitor.log.to('www.facebook.com/tr')).toHaveLength(1);
});

test('a visitor who opted out where the pixel may still run is under Limited Data Use', async ({
  visitor,
  site,
}) => {
  const tags = { 'meta-pixel': { id: '1234567890', category: 'analytics' } };
  site.page({ region: 'US-CA', options: { tags } });
  await visitor.decidedBefore('assent.optOut()', { region: 'US-CA' });
  await visitor.opens();
  await visitor.sends('www.facebook.com/tr');
  const [hit] = visitor.log.to('www.facebook.com/tr');
  expect(new URL(hit?.url ?? '').searchParams.get('dpo')).toBe('LDU');
});

test('a site may put a vendor into a category of its own choosing', async ({ visitor, site }) => {
  site.page({ options: { tags: { 'meta-pixel': { id: '1234567890', category: 'social' } } } });
  await visitor.opens();
  await visitor.runs("assent.grant('targeting')");
  await visitor.settles();
  expect(visitor.log.hosts()).toEqual([]);
  await visitor.runs("assent.grant('social')");
  await visitor.sends('www.facebook.com/tr');
});
