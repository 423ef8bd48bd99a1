// The shop on the server. It reads what the visitor has decided before it draws a page, and before it tells its own
// analytics anything: a call without a grant is held, which here means not made. The head of a page leaves at once, the
// rest once the warehouse has answered.

import type { IncomingMessage, ServerResponse } from 'node:http';
import { setTimeout as wait } from 'node:timers/promises';
import { readConsent } from 'assent/server';
import { h } from 'preact';
import { renderToString } from 'preact-render-to-string';
import { basketCookie, productOf, putIn, readBasket, writeBasket } from './catalogue.ts';
import { measurementId, options } from './options.ts';
import { pageAt, Shop } from './shop.tsx';
import { begin, type Order, type ServerCall, type Start } from './trip.ts';

/** Google's Measurement Protocol. Nobody has this secret, so Google hears of it and forgets it. */
const google = `https://www.google-analytics.com/mp/collect?measurement_id=${measurementId}&api_secret=demo`;

/** Answers a request for the shop. `collector` hears of what the server measures. */
export async function shop(
  request: IncomingMessage,
  response: ServerResponse,
  collector = google,
): Promise<void> {
  const { pathname, searchParams } = new URL(request.url ?? '', 'http://shop.example');
  const region = searchParams.get('region') ?? 'auto';
  const gpc = searchParams.get('gpc') === '1' ? { 'sec-gpc': '1' } : {};
  // The demo is served over http; a real shop leaves `secure` as it is.
  const consent = readConsent(
    { ...request.headers, ...gpc },
    { ...options, region, cookie: { secure: false } },
  );
  const cookies = request.headers.cookie ?? '';
  const calls: ServerCall[] = [];
  let basket = readBasket(cookies);

  /** Tells the analytics of something, if the visitor has granted that. Nobody waits for it. */
  function measure(name: string, params: object): void {
    const made = consent.allows('google-analytics');
    calls.push({ name, made });
    if (!made) return;
    const [, client = 'unknown'] = /(?:^|; )_ga=GA1\.1\.([\d.]+)/.exec(cookies) ?? [];
    const body = JSON.stringify({ client_id: client, events: [{ name, params }] });
    fetch(collector, { method: 'POST', body }).catch(() => {});
  }

  response.setHeader('cache-control', 'private, no-store');
  response.appendHeader('vary', 'cookie, sec-gpc');
  if (consent.setCookie) response.appendHeader('set-cookie', consent.setCookie);
  const knobs = new URLSearchParams([...searchParams].filter(([name]) => /^(region|gpc|locale)$/.test(name)));
  const query = knobs.size ? `?${knobs}` : '';
  const posted = request.method === 'POST';
  const form = posted ? new URLSearchParams(await read(request)) : new URLSearchParams();

  if (pathname === '/shop') return leadTo(`/shop/${query}`);
  if (pathname === '/shop/basket' && posted) {
    for (const id of form.getAll('add')) basket = putIn(basket, id);
    for (const id of form.getAll('remove')) basket = putIn(basket, id, -1);
    response.appendHeader('set-cookie', writeBasket(basket));
    return leadTo(`/shop/basket${query}`);
  }
  if (pathname === '/shop/thanks' && posted) {
    measure('purchase', { currency: 'GBP', items: Object.keys(basket).map((id) => ({ item_id: id })) });
    basket = {};
    response.appendHeader('set-cookie', `${basketCookie}=; Path=/; Max-Age=0`);
    if (request.headers.accept === 'application/json') return sendJson({ calls });
  }
  const asked = /^\/shop\/(?:stock\/)?([a-z-]+)$/.exec(pathname)?.[1] ?? '';
  const product = productOf(asked);
  if (product) measure('view_item', { items: [{ item_id: product.id }] });
  const stock = product ? stockOf(product.id) : {};
  if (pathname.startsWith('/shop/stock/')) return sendJson({ stock: await stock, calls });

  const { title } = pageAt(pathname) ?? {};
  response.writeHead(title ? 200 : 404, { 'content-type': 'text/html; charset=utf-8' });
  response.write(head(title ?? 'Not found'));
  // Only what was filled in: a visitor's form may hold anything.
  const order = Object.fromEntries(
    ['name', 'street', 'city', 'delivery'].flatMap((name) => pair(form, name)),
  );
  const start: Start = { path: pathname, knobs: query, basket, order, stock: await stock, calls };
  const { snapshot } = consent;
  response.write(`<div id="shop">${renderToString(<Shop trip={begin(start)} snapshot={snapshot} />)}</div>`);
  response.end(tail({ ...start, snapshot }));

  function leadTo(place: string): void {
    response.writeHead(303, { location: place }).end();
  }
  function sendJson(value: object): void {
    response.setHeader('content-type', 'application/json').end(JSON.stringify(value));
  }
}

function pair(form: URLSearchParams, name: string): [string, string][] {
  const value = form.get(name);
  return value ? [[name, value.slice(0, 200)]] : [];
}

/** Reads a form, as far as a form of this shop can reach. */
async function read(request: IncomingMessage): Promise<string> {
  let text = '';
  for await (const chunk of request) if (text.length < 10_000) text += chunk;
  return text;
}

/** The warehouse takes its time. */
async function stockOf(id: string): Promise<Start['stock']> {
  await wait(60);
  return { [id]: (id.length * 7) % 23 };
}

const head = (title: string) => `<!doctype html>
<html lang="en">
  <head>
    <meta charset="utf-8">
    <!-- For the demo alone: knobs from the address, and the strip at the top that shows the gate at work. -->
    <script src="/knobs.js"></script>
    <script src="/panel.js"></script>
    <title>${title}: Kettlefell</title>
    <meta name="viewport" content="width=device-width, initial-scale=1">
    <meta name="description" content="Kettles, mugs and beans for coffee outdoors.">
    <link rel="icon" href="/art/mark.svg" type="image/svg+xml">
    <link rel="stylesheet" href="/kettlefell.css">
    <link rel="stylesheet" href="/panel.css">
    <script type="module" src="/build/client.js"></script>
  </head>
  <body>
    <aside
      class="panel"
      lang="en"
      aria-label="Live view of the gate"
      data-tags="google-analytics=www.googletagmanager.com meta-pixel=connect.facebook.net"
    ></aside>
    `;

/** What the page goes on from. The `<` is escaped, so that no text of a visitor ends the element. */
const tail = (state: object) => `
    <script type="application/json" id="shop-state">${JSON.stringify(state).replaceAll('<', '\\u003c')}</script>
  </body>
</html>
`;

export type { Order };
