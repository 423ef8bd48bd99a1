// An older decision stops speaking when what was asked has changed, or when it was made under weaker rules.
import { expect, held, marketing, ran, test } from './fixture.ts';

const grants = [
  { when: 'the site has raised its revision', options: { revision: 2 }, speaks: false },
  { when: 'the revision is the same', options: { revision: 1 }, speaks: true },
];
for (const { when, options, speaks } of grants) {
  test(`a visitor ${speaks ? 'is not asked' : 'is asked'} again after ${when}`, async ({ visitor, site }) => {
    site.page({ options: { ...marketing, ...options }, body: held('data-consent="analytics"', ran('held')) });
    await visitor.decidedBefore();
    await visitor.opens();
    if (speaks) await expect.poll(visitor.ran).toEqual(['held']);
    else await expect(visitor.banner).toBeVisible();
    await visitor.settles();
    expect(visitor.log.vendors().length > 0).toBe(speaks);
    expect(await visitor.ran()).toEqual(speaks ? ['held'] : []);
  });
}

test('a visitor asked again is recorded under the new revision', async ({ visitor, site }) => {
  site.page({ options: { revision: 2 } });
  await visitor.decidedBefore();
  await visitor.opens();
  await visitor.rejects();
  expect(await visitor.decision()).toMatchObject({ revision: 2, answers: { analytics: 'denied' } });
});

const strangers = {
  'a moment in the future': { at: new Date(Date.now() + 86_400_000).toISOString() },
  'a revision above the site’s': { revision: 9 },
};
for (const [what, change] of Object.entries(strangers)) {
  test(`a visitor whose record names ${what} is asked again`, async ({ visitor, site }) => {
    site.page({ options: marketing });
    await visitor.decidedBefore();
    await visitor.findsRecord((decision) => ({ ...decision, ...change }));
    await visitor.opens();
    await expect(visitor.banner).toBeVisible();
    await visitor.settles();
    expect(visitor.log.hosts()).toEqual([]);
  });
}

test('a visitor whose record lacks a category is asked for it, and it stays held', async ({
  visitor,
  site,
}) => {
  site.page({ body: held('data-consent="targeting"', ran('targeting')) });
  await visitor.decidedBefore();
  await visitor.findsRecord(({ answers: { targeting: _, ...answers }, ...decision }) => ({
    ...decision,
    answers,
  }));
  await visitor.opens();
  await expect(visitor.banner).toBeVisible();
  await visitor.settles();
  expect(await visitor.ran()).toEqual([]);
  expect((await visitor.state()).granted).not.toContain('targeting');
});

test('a grant from California does not speak in Germany (GDPR art. 4(11))', async ({ visitor, site }) => {
  site.page({ region: 'DE', options: marketing });
  await visitor.decidedBefore('assent.grant()', { region: 'US-CA' });
  await visitor.opens();
  await expect(visitor.banner).toBeVisible();
  await visitor.settles();
  expect(visitor.log.hosts()).toEqual([]);
});

test('an answer from Germany speaks in California', async ({ visitor, site }) => {
  site.page({ region: 'US-CA', options: marketing });
  await visitor.decidedBefore("assent.decide({ analytics: 'granted' })", { region: 'DE' });
  await visitor.opens();
  await visitor.sends('www.google-analytics.com/g/collect');
  await visitor.settles();
  expect(visitor.log.hosts()).toEqual(['www.google-analytics.com', 'www.googletagmanager.com']);
  expect((await visitor.state()).undecided).toBe(false);
});

test('a visitor is asked about a new vendor alone, which waits for the answer (GDPR art. 4(11))', async ({
  visitor,
  site,
}) => {
  const { 'google-analytics': analytics, 'meta-pixel': meta } = marketing.tags;
  const withMeta = { tags: { 'google-analytics': analytics, 'meta-pixel': meta } };
  await visitor.decidedBefore('assent.grant()', { options: { tags: { 'google-analytics': analytics } } });
  visitor.log.clear();
  site.page({ options: withMeta });
  await visitor.opens();
  await expect(visitor.banner).toContainText('New since you last decided: Meta Platforms, Inc. Some');
  await visitor.sends('www.google-analytics.com/g/collect');
  await visitor.settles();
  expect(visitor.log.hosts()).toEqual(['www.google-analytics.com', 'www.googletagmanager.com']);
  // Refused alone; what was granted before stays.
  await visitor.rejects();
  expect(await visitor.decision()).toMatchObject({
    answers: { analytics: 'granted', targeting: 'granted', 'meta-pixel': 'denied' },
  });
  await visitor.opens();
  await visitor.settles();
  await expect(visitor.banner).toBeHidden();
  expect(visitor.log.to('connect.facebook.net')).toEqual([]);
  // Allowed on its own, it loads.
  await visitor.runs("assent.grant('meta-pixel')");
  await visitor.sends('connect.facebook.net/en_US/fbevents.js');
});

test('a visitor who opted out in California is not asked to sell in Germany (Civ. Code 1798.135(c)(4))', async ({
  visitor,
  site,
}) => {
  site.page({ region: 'DE', options: marketing });
  await visitor.decidedBefore('assent.optOut()', { region: 'US-CA' });
  await visitor.opens();
  // Asked for the rest, and "all" is all of that.
  await visitor.accepts();
  expect((await visitor.decision())?.answers).toEqual({
    functional: 'granted',
    analytics: 'granted',
    targeting: 'denied',
    social: 'denied',
  });
  await visitor.sends('www.google-analytics.com/g/collect');
  await visitor.settles();
  expect(visitor.log.hosts()).toEqual(['www.google-analytics.com', 'www.googletagmanager.com']);
});

const disagreements = [
  { copy: { seconds: 60, answer: 'denied' }, wins: 'denied', because: 'the copy is later' },
  { copy: { seconds: -60, answer: 'denied' }, wins: 'granted', because: 'the cookie is later' },
  { copy: { seconds: 0, answer: 'denied' }, wins: 'denied', because: 'the stricter stands' },
];
for (const { copy, wins, because } of disagreements) {
  test(`a visitor whose cookie and copy disagree is ${wins}: ${because}`, async ({ visitor, site }) => {
    site.page({ body: held('data-consent="analytics"', ran('held')) });
    await visitor.decidedBefore();
    const hourAgo = Date.now() - 3_600_000;
    await visitor.findsRecord((decision) => ({ ...decision, at: new Date(hourAgo).toISOString() }));
    const decision = await visitor.decision();
    const at = new Date(hourAgo + copy.seconds * 1000).toISOString();
    const other = { ...decision, at, answers: { ...decision?.answers, analytics: copy.answer } };
    await visitor.runs(
      `localStorage.setItem('assent', encodeURIComponent(${JSON.stringify(JSON.stringify(other))}))`,
    );
    await visitor.opens();
    await visitor.settles();
    expect(await visitor.ran()).toEqual(wins === 'granted' ? ['held'] : []);
  });
}
