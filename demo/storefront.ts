// The shop's own code. It brings Assent in by import, and reads the answers where it needs them:
// `allows` for now, `when` for once, `onChange` for ever after, `add` for a tag that comes late.

import { type Consent, start } from 'assent';
import { googleAnalytics } from 'assent/tags/google-analytics';
import { metaPixel } from 'assent/tags/meta-pixel';

// `Consent` without names: the pixel's comes later.
const consent: Consent = start({
  policy: '/privacy.html',
  tags: [googleAnalytics({ id: 'G-KTTLFLL001' })],
  vendors: [
    {
      id: 'kettlefell',
      name: 'Kettlefell',
      category: 'functional',
      purpose: 'Remembers your mug and your favourites on this device.',
      storage: ['kettlefell_*'],
    },
  ],
  ui: { position: 'corner' },
});

// allows: asked each time, because the answer may have changed since.
let inBasket = 0;
for (const button of all('[data-buy]')) {
  button.addEventListener('click', () => {
    inBasket += 1;
    show('#basket', String(inBasket));
    const counted = consent.allows('analytics');
    if (counted) gtag('event', 'add_to_cart', { items: [{ item_id: button.dataset.buy }] });
    show(
      '#result-allows',
      `consent.allows('analytics') → ${counted}: ${counted ? 'counted' : 'not counted'}`,
    );
    addCampaign();
  });
}

// add: the campaign's pixel matters only once something is in the basket. Held or released like any other.
let campaign = false;
function addCampaign(): void {
  if (campaign) return;
  campaign = true;
  consent.add(metaPixel({ id: '100000000000001' }));
  showCampaign();
}

// when: favourites work for everyone, and are remembered for those who said yes.
const hearts = all<HTMLButtonElement>('[data-heart]');
for (const heart of hearts) {
  heart.addEventListener('click', () => {
    heart.setAttribute('aria-pressed', String(heart.getAttribute('aria-pressed') !== 'true'));
    keepFavourites();
  });
}
consent.when('kettlefell').then(() => {
  const kept = localStorage.getItem('kettlefell_favourites')?.split(' ') ?? [];
  for (const heart of hearts) {
    if (kept.includes(heart.dataset.heart ?? '')) heart.setAttribute('aria-pressed', 'true');
  }
  keepFavourites();
  show('#result-when', 'resolved: favourites are remembered');
});

function keepFavourites(): void {
  if (!consent.allows('kettlefell')) return;
  const pressed = hearts.filter((heart) => heart.getAttribute('aria-pressed') === 'true');
  localStorage.setItem('kettlefell_favourites', pressed.map((heart) => heart.dataset.heart).join(' '));
}

// onChange: says what moved, from one answer to the next.
consent.onChange((now, before) => {
  const granted = now.granted.filter((category) => !before.granted.includes(category));
  const denied = now.denied.filter((category) => !before.denied.includes(category));
  const moved = [...granted.map((category) => `+ ${category}`), ...denied.map((category) => `− ${category}`)];
  show('#result-change', moved.join('  ') || 'the same answers, given again');
  showCampaign();
});

function showCampaign(): void {
  if (!campaign) return;
  show(
    '#result-add',
    consent.allows('meta-pixel') ? 'added and released' : 'added, and held: targeting is denied',
  );
}

/** Hands a command to Google's queue. gtag.js knows one by its being an `arguments` object, so no array will do. */
function gtag(..._command: unknown[]): void {
  const page = window as { dataLayer?: unknown[] };
  page.dataLayer ??= [];
  // biome-ignore lint/complexity/noArguments: see above
  page.dataLayer.push(arguments);
}

function all<Kind extends HTMLElement = HTMLElement>(selector: string): Kind[] {
  return [...document.querySelectorAll<Kind>(selector)];
}

function show(selector: string, text: string): void {
  const place = document.querySelector(selector);
  if (place) place.textContent = text;
}
