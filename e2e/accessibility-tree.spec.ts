// What assistive technology is given, state by state: the whole tree of each layer, word for word.
import { expect, test } from './fixture.ts';

const chat = {
  id: 'chat',
  name: 'Chatty Ltd',
  category: 'functional',
  purpose: 'Lets you talk to us.',
  policy: 'https://chat.vendor.example/privacy',
  hosts: ['chat.vendor.example'],
  cookies: [
    { name: 'chat_id', purpose: 'Keeps the conversation.', duration: 'session', party: 'first' },
    { name: 'chat_seen', purpose: 'Counts what you read.', duration: 'P1Y6M', party: 'third' },
  ],
  storage: ['chat_*'],
};
const options = {
  policy: '/privacy',
  categories: ['essential', 'functional', 'targeting'],
  vendors: [chat],
  texts: { finePrint: 'Shoes Ltd. [Imprint](/imprint)' },
  ui: { floatingButton: true },
};
const body =
  '<iframe title="Film" data-consent="functional" data-src="https://film.vendor.example/1"></iframe>';

test('a first visitor is given the banner and the placeholder as they are kept here', async ({
  visitor,
  site,
}) => {
  await visitor.page.clock.install();
  site.page({ options, body });
  await visitor.opens();
  await expect(visitor.banner).toBeVisible();
  // By then the announcement has been made, and is gone.
  await visitor.page.clock.fastForward('00:10');
  await expect(visitor.banner).toMatchAriaSnapshot(`
    - region "Cookies on this site":
      - /children: deep-equal
      - heading "Cookies on this site" [level=2]
      - paragraph:
        - text: "Some cookies are needed for the site to work. With your permission we use others too: “Choose” shows what for. You can change your mind at any time."
        - link "Privacy policy":
          - /url: /privacy
      - paragraph:
        - text: Shoes Ltd.
        - link "Imprint":
          - /url: /imprint
      - status
      - button "Accept all"
      - button "Reject all"
      - button "Choose"
  `);
  await expect(visitor.placeholder).toMatchAriaSnapshot(`
    - region "Film":
      - /children: deep-equal
      - heading "film.vendor.example is held back" [level=2]
      - paragraph: If you load it, film.vendor.example learns that you are on this page and may set cookies.
      - button "Load this once"
      - button "Always allow film.vendor.example"
  `);
});

test('a first visitor is given the dialog as it is kept here', async ({ visitor, site }) => {
  site.page({ options });
  await visitor.opens();
  await visitor.choosesInstead();
  for (const list of await visitor.dialog.locator('summary').all()) await list.click();
  await expect(visitor.dialog.getByText('chat_seen')).toBeVisible();
  await expect(visitor.dialog).toMatchAriaSnapshot(`
    - dialog "Your Privacy Choices":
      - /children: deep-equal
      - heading "Your Privacy Choices" [level=2]
      - button "Close"
      - paragraph:
        - text: Decide for each purpose. Essential cookies are always on, because the site does not work without them. The service is the same whatever you choose.
        - link "Privacy policy":
          - /url: /privacy
      - paragraph:
        - text: Shoes Ltd.
        - link "Imprint":
          - /url: /imprint
      - group "Your Privacy Choices":
        - text: Essential Always on
        - switch "Essential" [checked] [disabled]
        - paragraph: "Needed for what you ask of the site: its pages, your basket, its security, and remembering these choices."
        - group:
          - text: "Vendors: 1 · Cookies: 1"
          - link "www.shop.example":
            - /url: /privacy
          - paragraph: Your choices are saved.
          - list:
            - listitem:
              - code: assent
              - text: 182 days · first party
            - listitem:
              - code: assent (localStorage)
              - text: first party
            - listitem:
              - code: assent.* (localStorage)
              - text: first party
        - text: Functional
        - switch "Functional"
        - paragraph: Remembers your settings and offers extras such as chat or maps.
        - group:
          - text: "Vendors: 1 · Cookies: 2"
          - link "Chatty Ltd":
            - /url: https://chat.vendor.example/privacy
          - paragraph: Lets you talk to us.
          - list:
            - listitem:
              - code: chat_id
              - text: Keeps the conversation. until you close the browser · first party
            - listitem:
              - code: chat_seen
              - text: Counts what you read. 1 year, 6 months · third party
            - listitem:
              - code: chat_*
              - text: first party
        - text: Targeting
        - switch "Targeting"
        - paragraph: Shows you advertisements that fit your interests, here and on other sites, and measures them.
      - button "Accept all"
      - button "Reject all"
      - button "Save choices"
  `);
});

test('a visitor in California whose signal was honoured is given the dialog as it is kept here', async ({
  visitor,
  site,
}) => {
  await visitor.turnsOnGpc();
  site.page({ options, region: 'US-CA' });
  await visitor.opens();
  await visitor.findsRecord((decision) => ({ ...decision, at: '2026-01-31T12:00:00.000Z' }));
  await visitor.page.clock.setFixedTime('2026-02-01T12:00:00.000Z');
  await visitor.opens();
  await visitor.opensSettings();
  await expect(visitor.dialog).toMatchAriaSnapshot(`
    - dialog "Your Privacy Choices":
      - /children: deep-equal
      - heading "Your Privacy Choices" [level=2]
      - button "Close"
      - paragraph:
        - text: Decide for each purpose. Essential cookies are always on, because the site does not work without them. The service is the same whatever you choose.
        - link "Privacy policy":
          - /url: /privacy
      - paragraph:
        - text: Shoes Ltd.
        - link "Imprint":
          - /url: /imprint
      - paragraph: Opt-Out Request Honored. Your browser sends Global Privacy Control, so nothing is sold or shared.
      - button "Do Not Sell or Share My Personal Information"
      - group "Your Privacy Choices":
        - text: Essential Always on
        - switch "Essential" [checked] [disabled]
        - paragraph: "Needed for what you ask of the site: its pages, your basket, its security, and remembering these choices."
        - group: "Vendors: 1 · Cookies: 1"
        - text: Functional
        - switch "Functional" [checked]
        - paragraph: Remembers your settings and offers extras such as chat or maps.
        - group: "Vendors: 1 · Cookies: 2"
        - text: Targeting
        - switch "Targeting"
        - paragraph: Shows you advertisements that fit your interests, here and on other sites, and measures them.
      - button "Save a copy"
      - button "Accept all"
      - button "Reject all"
      - button "Save choices"
  `);
});

test('a visitor who saved is given the confirmation and the settings button as they are kept here', async ({
  visitor,
  site,
}) => {
  site.page({ options });
  await visitor.opens();
  await visitor.rejects();
  await expect(visitor.status(/saved/)).toBeVisible();
  await expect(visitor.page.locator('body')).toMatchAriaSnapshot(`
    - button "Your Privacy Choices"
    - status: Your choices are saved.
    - banner:
      - link "Hand-made shoes"
    - main
    - contentinfo
  `);
});
