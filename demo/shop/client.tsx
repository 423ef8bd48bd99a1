// The shop in the page: takes over what the server has drawn, and answers links and forms on the spot. A page view is
// sent at every step of the way, if analytics is granted at that moment; nothing is kept back to be sent later.

import { effect } from '@preact/signals';
import { answers } from 'assent/preact';
import { metaPixel } from 'assent/tags/meta-pixel';
import { h, hydrate } from 'preact';
import { itemsIn, putIn, readBasket, writeBasket } from './catalogue.ts';
import { rememberFavourites } from './favourites.tsx';
import { pageAt, Shop } from './shop.tsx';
import { begin, type Order, type Start } from './trip.ts';

const root = document.getElementById('shop') as HTMLElement;
const { snapshot, ...given } = JSON.parse(document.getElementById('shop-state')?.textContent ?? '');
const trip = begin(given as Start);
hydrate(<Shop trip={trip} snapshot={snapshot} />, root);
rememberFavourites();
// Put away by the browser and taken out again, the page may be behind its cookie.
addEventListener('pageshow', () => {
  trip.basket.value = readBasket(document.cookie);
});

// —— Where the visitor goes ——

addEventListener('popstate', () => arrive(location.pathname));

root.addEventListener('click', (event) => {
  const link = (event.target as Element).closest<HTMLAnchorElement>('a[href^="/shop/"]');
  const plain = !event.button && !event.metaKey && !event.ctrlKey && !event.shiftKey && !event.altKey;
  if (!link || !plain || !pageAt(link.pathname)) return;
  event.preventDefault();
  go(link.pathname);
});

function go(path: string): void {
  history.pushState(null, '', path + trip.knobs);
  arrive(path);
}

function arrive(path: string): void {
  trip.path.value = path;
  document.title = titleOf(path);
  scrollTo(0, 0);
  // Who uses a keyboard or a screen reader goes on where the new page begins.
  document.getElementById('main')?.focus({ preventScroll: true });
  askWarehouse(path);
  countView(path);
}

const titleOf = (path: string) => `${pageAt(path)?.title ?? 'Not found'}: Kettlefell`;

/** The first page of a visit is counted by the tag itself, as it loads; a site lets it count history changes, or this. */
function countView(path: string): void {
  const { sent, held } = trip.views.value;
  if (answers.consent.value.allows('google-analytics')) {
    gtag('event', 'page_view', { page_location: location.origin + path, page_title: titleOf(path) });
    trip.views.value = { sent: sent + 1, held };
  } else trip.views.value = { sent, held: held + 1 };
}

async function askWarehouse(path: string): Promise<void> {
  const id = path.slice('/shop/'.length);
  if (!/^[a-z-]+$/.test(id) || id === 'basket' || id === 'thanks') return;
  const { stock, calls } = await fetch(`/shop/stock/${id}${trip.knobs}`).then((reply) => reply.json());
  trip.stock.value = { ...trip.stock.value, ...stock };
  hear(calls);
}

function hear(calls: Start['calls']): void {
  trip.calls.value = calls;
  document.dispatchEvent(new CustomEvent('shop:calls', { detail: calls }));
}

// —— What the visitor does ——

root.addEventListener('submit', (event) => {
  const form = event.target as HTMLFormElement;
  const { pathname } = new URL(form.action);
  const filled = new FormData(form, event.submitter);
  event.preventDefault();
  if (pathname === '/shop/basket') {
    const id = String(filled.get('add') ?? filled.get('remove'));
    changeBasket(id, filled.has('add') ? 1 : -1);
    if (filled.has('add') && answers.consent.value.allows('google-analytics'))
      gtag('event', 'add_to_cart', { items: [{ item_id: id }] });
  } else if (pathname === '/shop/thanks') {
    placeOrder(filled);
  } else {
    trip.order.value = { ...trip.order.value, ...(Object.fromEntries(filled) as Order) };
    go(pathname);
  }
});

function changeBasket(id: string, more: number): void {
  trip.basket.value = putIn(trip.basket.value, id, more);
  document.cookie = writeBasket(trip.basket.value);
}

async function placeOrder(filled: FormData): Promise<void> {
  const body = new URLSearchParams(Object.fromEntries(filled) as Order);
  const headers = { accept: 'application/json' };
  const reply = await fetch(`/shop/thanks${trip.knobs}`, { method: 'POST', body, headers });
  const { calls } = await reply.json();
  trip.basket.value = {};
  trip.order.value = {};
  hear(calls);
  go('/shop/thanks');
}

// A tag that comes late, with the first thing in the basket. Held or released like any other.
let campaign = false;
effect(() => {
  if (campaign || !itemsIn(trip.basket.value)) return;
  campaign = true;
  answers.consent.peek().add(metaPixel({ id: '100000000000001' }));
});

/** Hands a command to Google's queue. gtag.js knows one by its being an `arguments` object, so no array will do. */
function gtag(..._command: unknown[]): void {
  const page = window as { dataLayer?: unknown[] };
  page.dataLayer ??= [];
  // biome-ignore lint/complexity/noArguments: see above
  page.dataLayer.push(arguments);
}
