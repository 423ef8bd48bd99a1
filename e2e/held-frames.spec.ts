// A held frame leaves a placeholder in its place, from which a visitor may load it once or always.
import { expect, test } from './fixture.ts';

const youtube = {
  id: 'youtube',
  name: 'YouTube',
  category: 'social',
  purpose: 'Shows our films.',
  hosts: ['www.youtube-nocookie.com'],
};
const film = (number: number) =>
  `<iframe title="Film ${number}" width="560" height="315" data-consent="social"
    data-consent-vendor="youtube" data-src="https://www.youtube-nocookie.com/embed/${number}"></iframe>`;

test('a visitor sees a placeholder where a frame is held', async ({ visitor, site }) => {
  site.page({ options: { vendors: [youtube] }, body: film(1) });
  await visitor.opens();
  await expect(visitor.placeholder).toBeVisible();
  await expect(visitor.placeholder).toContainText('YouTube');
  await expect(visitor.placeholder.locator('[part~="load-once"]')).toBeVisible();
  await expect(visitor.placeholder.locator('[part~="always-allow"]')).toBeVisible();
  await visitor.settles();
  expect(visitor.log.hosts()).toEqual([]);
});

for (const address of ['javascript:parent.ran = [1]', 'data:text/html,<script>parent.ran = [1]</script>']) {
  test(`a visitor who loads a frame once never runs its ${address.split(':')[0]}: address`, async ({
    visitor,
    site,
  }) => {
    site.page({ body: `<iframe title="Film" data-consent="social" data-src="${address}"></iframe>` });
    await visitor.opens();
    await visitor.placeholder.locator('[part~="load-once"]').click();
    await expect(visitor.placeholder).toBeHidden();
    await visitor.settles();
    expect(await visitor.page.locator('iframe').getAttribute('src')).toBeNull();
    expect(await visitor.runs('window.ran')).toBeUndefined();
  });
}

test('a visitor who accepts sees the frame in place of its placeholder', async ({ visitor, site }) => {
  site.page({ options: { vendors: [youtube] }, body: film(1) });
  await visitor.opens();
  await expect(visitor.placeholder).toBeVisible();
  await visitor.accepts();
  await expect(visitor.placeholder).toBeHidden();
  const frame = visitor.page.locator('iframe[title="Film 1"]');
  await expect(frame).toBeVisible();
  await expect(frame.contentFrame().getByText('A vendor was here.')).toBeVisible();
  expect(visitor.log.to('www.youtube-nocookie.com/embed/1')).toHaveLength(1);
});

test('a visitor who loads one film once has allowed neither the other nor the next visit', async ({
  visitor,
  site,
}) => {
  site.page({ options: { vendors: [youtube] }, body: film(1) + film(2) });
  await visitor.opens();
  await expect(visitor.placeholder).toHaveCount(2);
  await visitor.placeholder.first().locator('[part~="load-once"]').click();
  await visitor.sends('www.youtube-nocookie.com/embed/1');
  await visitor.settles();
  expect(visitor.log.to('www.youtube-nocookie.com/embed/2')).toHaveLength(0);
  expect(await visitor.decision()).toBeNull();

  visitor.log.clear();
  await visitor.opens();
  await expect(visitor.placeholder).toHaveCount(2);
  await visitor.settles();
  expect(visitor.log.hosts()).toEqual([]);
});

test('a visitor who always allows a vendor is recorded and not asked for it again', async ({
  visitor,
  site,
}) => {
  site.page({ options: { vendors: [youtube] }, body: film(1) + film(2) });
  await visitor.opens();
  await visitor.placeholder.first().locator('[part~="always-allow"]').click();
  await visitor.sends('www.youtube-nocookie.com/embed/1');
  await visitor.sends('www.youtube-nocookie.com/embed/2');
  expect(await visitor.decision()).toMatchObject({ by: 'placeholder' });

  visitor.log.clear();
  await visitor.opens('/next');
  await visitor.sends('www.youtube-nocookie.com/embed/1');
  await expect(visitor.placeholder).toHaveCount(0);
});

test("a visitor's answer to one vendor stands before the answer to its category", async ({
  visitor,
  site,
}) => {
  const other = `<iframe title="Post" data-consent="social" data-src="https://post.vendor.example/1"></iframe>`;
  site.page({ options: { vendors: [youtube] }, body: film(1) + other });
  await visitor.opens();
  await visitor.runs("assent.decide({ social: 'granted', youtube: 'denied' })");
  await visitor.sends('post.vendor.example/1');
  await visitor.settles();
  expect(visitor.log.hosts()).toEqual(['post.vendor.example']);
  expect(await visitor.runs("[assent.allows('social'), assent.allows('youtube')]")).toEqual([true, false]);
});

test('a frame added later is held behind a placeholder and released by the grant', async ({
  visitor,
  site,
}) => {
  site.page({ options: { vendors: [youtube] } });
  await visitor.opens();
  await expect(visitor.banner).toBeVisible();
  await visitor.runs(
    `document.querySelector('main').insertAdjacentHTML('beforeend', ${JSON.stringify(film(3))})`,
  );
  await expect(visitor.placeholder).toBeVisible();
  await visitor.settles();
  expect(visitor.log.hosts()).toEqual([]);
  await visitor.accepts();
  await visitor.sends('www.youtube-nocookie.com/embed/3');
  await expect(visitor.placeholder).toBeHidden();
});

test('a visitor sees no placeholder for a frame that nobody would see', async ({ visitor, site }) => {
  const frames = [
    'hidden',
    'style="display:none;visibility:hidden"',
    'width="0" height="0"',
    'width="1" height="1"',
  ].map(
    (unseen) =>
      `<iframe title="Tag" ${unseen} data-consent="targeting" data-src="https://tag.vendor.example/1"></iframe>`,
  );
  site.page({ options: { vendors: [youtube] }, body: frames.join('') + film(1) });
  await visitor.opens();
  await expect(visitor.placeholder).toHaveCount(1);
  await expect(visitor.placeholder).toContainText('YouTube');
  await visitor.accepts();
  await expect.poll(() => visitor.log.to('tag.vendor.example/1')).toHaveLength(4);
});

test('a placeholder goes where its frame goes, and a refusal empties what was loaded once', async ({
  visitor,
  site,
}) => {
  site.page({ options: { vendors: [youtube] }, body: `${film(1)}<section id="shelf"></section>` });
  await visitor.opens();
  await expect(visitor.placeholder).toBeVisible();
  await visitor.runs("document.querySelector('#shelf').append(document.querySelector('iframe'))");
  await expect(visitor.page.locator('#shelf [part~="placeholder"]')).toBeVisible();
  await expect(visitor.placeholder).toHaveCount(1);
  await visitor.runs("window.film = document.querySelector('iframe'); film.remove()");
  await expect(visitor.placeholder).toHaveCount(0);
  await visitor.runs("document.querySelector('main').append(film)");
  await visitor.placeholder.locator('[part~="load-once"]').click();
  const frame = visitor.page.locator('iframe[title="Film 1"]');
  await expect(frame.contentFrame().getByText('A vendor was here.')).toBeVisible();
  await visitor.rejects();
  await expect(visitor.placeholder).toBeVisible();
  await expect(frame).toBeHidden();
  await expect(frame).not.toHaveAttribute('src');
});
