// The shop's pages, drawn by the server first and by the page from then on. Every link and form works without
// JavaScript; with it, client.tsx answers them on the spot.

import { ConsentProvider, Held, PrivacyChoices, useAllows } from 'assent/preact';
import { type ComponentType, Fragment, h } from 'preact';

import { itemsIn, type Product, pounds, productOf, products, totalOf } from './catalogue.ts';
import { Favourite } from './favourites.tsx';
import { options } from './options.ts';
import { type Trip, Trips, useTrip } from './trip.ts';

type Snapshot = Parameters<typeof ConsentProvider>[0]['snapshot'];

export function Shop({ trip, snapshot }: { trip: Trip; snapshot: Snapshot }) {
  return (
    <ConsentProvider options={options} snapshot={snapshot}>
      <Trips.Provider value={trip}>
        <Header />
        <main id="main" lang="en" tabIndex={-1}>
          <Page />
        </main>
        <Footer />
      </Trips.Provider>
    </ConsentProvider>
  );
}

/** What stands at this path, and its title; nothing where there is no such page. */
export function pageAt(path: string): { title: string; Body: ComponentType } | undefined {
  const product = productOf(path.slice('/shop/'.length));
  return product ? { title: product.name, Body: Detail } : pages[path];
}

const pages: Readonly<Record<string, { title: string; Body: ComponentType }>> = {
  '/shop/': { title: 'Shop', Body: Catalogue },
  '/shop/basket': { title: 'Basket', Body: BasketPage },
  '/shop/checkout/address': { title: 'Checkout: address', Body: Address },
  '/shop/checkout/delivery': { title: 'Checkout: delivery', Body: Delivery },
  '/shop/checkout/review': { title: 'Checkout: review', Body: Review },
  '/shop/thanks': { title: 'Thank you', Body: Thanks },
};

function Page() {
  const { path } = useTrip();
  const { Body = Missing } = pageAt(path.value) ?? {};
  return <Body key={path.value} />;
}

function Header() {
  const trip = useTrip();
  const here = (path: string) => (trip.path.value === path ? 'page' : undefined);
  return (
    <header class="site-header" lang="en">
      <a class="skip" href="#main">
        Skip to the content
      </a>
      <div class="wrap">
        <a class="brand" href="/marketing.html">
          <img src="/art/mark.svg" alt="" width="32" height="32" />
          Kettlefell
        </a>
        <nav class="site-nav" aria-label="Main">
          <a href="/marketing.html#kit">Kit</a>
          <a href="/marketing.html#brew">Brew guide</a>
          <a href="/marketing.html#trail">Trail</a>
          <a href={`/shop/${trip.knobs}`} aria-current={here('/shop/')}>
            Shop
          </a>
          <a class="basket" href={`/shop/basket${trip.knobs}`} aria-current={here('/shop/basket')}>
            Basket <output aria-label="Items in the basket">{itemsIn(trip.basket.value)}</output>
          </a>
        </nav>
      </div>
    </header>
  );
}

function Catalogue() {
  return (
    <Fragment>
      <section aria-labelledby="shop-title">
        <div class="wrap">
          <div class="shop-head">
            <h1 id="shop-title">Everything for the first cup</h1>
          </div>
          <ul class="grid">
            {products.map((product) => (
              <Card key={product.id} product={product} />
            ))}
          </ul>
        </div>
      </section>
      <Calls />
    </Fragment>
  );
}

function Card({ product }: { product: Product }) {
  const { knobs } = useTrip();
  return (
    <li class="product">
      <div class={`tile ${product.tile}`}>
        <img src={`/art/${product.id}.svg`} alt="" width="240" height="240" />
      </div>
      <div class="product-line">
        <h2>
          <a href={`/shop/${product.id}${knobs}`}>{product.name}</a>
        </h2>
        <span class="price">{pounds(product.price)}</span>
      </div>
      <p class="dim">{product.note}</p>
      <div class="actions">
        <Buy product={product} small />
        <Favourite product={product} />
      </div>
    </li>
  );
}

function Buy({ product, small }: { product: Product; small?: boolean }) {
  const { knobs } = useTrip();
  return (
    <form method="post" action={`/shop/basket${knobs}`}>
      <input type="hidden" name="add" value={product.id} />
      <button
        class={small ? 'button small' : 'button'}
        type="submit"
        aria-label={`Add ${product.name} to the basket`}
      >
        Add to basket
      </button>
    </form>
  );
}

function Detail() {
  const { knobs, path, stock } = useTrip();
  const product = productOf(path.value.slice('/shop/'.length));
  if (!product) return <Missing />;
  const left = stock.value[product.id];
  return (
    <section class="wrap detail" aria-labelledby="product">
      <p class="trail">
        <a href={`/shop/${knobs}`}>Shop</a>
      </p>
      <div class={`tile ${product.tile}`}>
        <img src={`/art/${product.id}.svg`} alt="" width="240" height="240" />
      </div>
      <div class="detail-text">
        <h1 id="product">{product.name}</h1>
        <p class="dim">{product.note}</p>
        <p>{product.story}</p>
        <p class="detail-price">{pounds(product.price)}</p>
        <p role="status">
          {left === undefined ? 'Asking the warehouse in Otta …' : `${left} left in the warehouse in Otta.`}
        </p>
        <div class="actions">
          <Buy product={product} />
          <Favourite product={product} />
        </div>
      </div>
      {product.film && (
        <figure class="detail-film">
          <Held category="social" vendor="youtube">
            <iframe src={product.film} title={`A film of the ${product.name}`} width="640" height="360" />
          </Held>
          <figcaption class="dim">A film from YouTube: held until you allow it.</figcaption>
        </figure>
      )}
    </section>
  );
}

function BasketPage() {
  const { basket, knobs } = useTrip();
  const lines = Object.entries(basket.value);
  if (!lines.length) {
    return (
      <section class="wrap narrow" aria-labelledby="basket-title">
        <h1 id="basket-title">Your basket is empty</h1>
        <p>
          <a class="button" href={`/shop/${knobs}`}>
            See what there is
          </a>
        </p>
      </section>
    );
  }
  return (
    <section class="wrap narrow" aria-labelledby="basket-title">
      <h1 id="basket-title">Your basket</h1>
      <ul class="lines">
        {lines.map(([id, count]) => {
          const { name, price, tile } = productOf(id) as Product;
          return (
            <li key={id}>
              <div class={`tile ${tile}`}>
                <img src={`/art/${id}.svg`} alt="" width="240" height="240" />
              </div>
              <a href={`/shop/${id}${knobs}`}>{name}</a>
              <form class="count" method="post" action={`/shop/basket${knobs}`}>
                <button class="step" type="submit" name="remove" value={id} aria-label={`One ${name} less`}>
                  −
                </button>
                <output aria-label={`How many: ${name}`}>{count}</output>
                <button class="step" type="submit" name="add" value={id} aria-label={`One ${name} more`}>
                  +
                </button>
              </form>
              <span class="price">{pounds(price * count)}</span>
            </li>
          );
        })}
      </ul>
      <Total />
      <p>
        <a class="button" href={`/shop/checkout/address${knobs}`}>
          Go to the checkout
        </a>
      </p>
    </section>
  );
}

function Total() {
  const { basket } = useTrip();
  return (
    <p class="total">
      <span>Together</span> <strong class="price">{pounds(totalOf(basket.value))}</strong>
    </p>
  );
}

const steps = ['address', 'delivery', 'review'] as const;

function Steps({ at }: { at: (typeof steps)[number] }) {
  return (
    <ol class="steps" aria-label="Steps of the checkout">
      {steps.map((step) => (
        <li key={step} aria-current={step === at ? 'step' : undefined}>
          {step}
        </li>
      ))}
    </ol>
  );
}

/** What was filled in on an earlier step goes along. */
function Kept({ except = [] }: { except?: readonly string[] }) {
  const kept = Object.entries(useTrip().order.value).filter(([name]) => !except.includes(name));
  return (
    <Fragment>
      {kept.map(([name, value]) => (
        <input key={name} type="hidden" name={name} value={value} />
      ))}
    </Fragment>
  );
}

function Address() {
  const { order, knobs } = useTrip();
  const fields = [
    ['name', 'Name', 'name'],
    ['street', 'Street and number', 'street-address'],
    ['city', 'Postcode and town', 'address-level2'],
  ] as const;
  return (
    <section class="wrap narrow" aria-labelledby="step">
      <Steps at="address" />
      <h1 id="step">Where shall it go?</h1>
      <form class="form" method="post" action={`/shop/checkout/delivery${knobs}`}>
        {fields.map(([name, label, autocomplete]) => (
          <label key={name}>
            {label}
            <input name={name} required autocomplete={autocomplete} value={order.value[name]} />
          </label>
        ))}
        <Kept except={fields.map(([name]) => name)} />
        <button class="button" type="submit">
          On to delivery
        </button>
      </form>
    </section>
  );
}

const ways = { post: 'By post, three days', boat: 'By the Hurtigruten, when she calls' } as const;

function Delivery() {
  const { order, knobs } = useTrip();
  const { delivery = 'post' } = order.value;
  return (
    <section class="wrap narrow" aria-labelledby="step">
      <Steps at="delivery" />
      <h1 id="step">How shall it travel?</h1>
      <form class="form" method="post" action={`/shop/checkout/review${knobs}`}>
        <fieldset>
          <legend>Delivery</legend>
          {Object.entries(ways).map(([way, label]) => (
            <label key={way} class="choice">
              <input type="radio" name="delivery" value={way} checked={way === delivery} />
              {label}
            </label>
          ))}
        </fieldset>
        <Kept except={['delivery']} />
        <button class="button" type="submit">
          On to the review
        </button>
      </form>
    </section>
  );
}

function Review() {
  const { basket, order, knobs } = useTrip();
  const { name, street, city, delivery = 'post' } = order.value;
  if (!name || !itemsIn(basket.value)) {
    return (
      <section class="wrap narrow" aria-labelledby="step">
        <h1 id="step">Something is still missing</h1>
        <p>
          <a class="button" href={`/shop/${name ? '' : 'checkout/address'}${knobs}`}>
            {name ? 'Fill the basket' : 'Say where it shall go'}
          </a>
        </p>
      </section>
    );
  }
  return (
    <section class="wrap narrow" aria-labelledby="step">
      <Steps at="review" />
      <h1 id="step">Is that right?</h1>
      <p>
        {name}, {street}, {city}. {ways[delivery as keyof typeof ways] ?? ways.post}.
      </p>
      <ul class="summary">
        {Object.entries(basket.value).map(([id, count]) => (
          <li key={id}>
            {count} × {productOf(id)?.name}
          </li>
        ))}
      </ul>
      <Total />
      <form method="post" action={`/shop/thanks${knobs}`}>
        <Kept />
        <button class="button" type="submit">
          Order
        </button>
      </form>
    </section>
  );
}

function Thanks() {
  const { knobs } = useTrip();
  return (
    <section class="wrap narrow" aria-labelledby="thanks">
      <h1 id="thanks">Thank you</h1>
      <p>Nothing was ordered, since nothing here is real; but the kettle would be on its way.</p>
      <p>
        <a class="button quiet" href={`/shop/${knobs}`}>
          Back to the shop
        </a>
      </p>
    </section>
  );
}

function Missing() {
  const { knobs } = useTrip();
  return (
    <section class="wrap narrow" aria-labelledby="missing">
      <h1 id="missing">There is no such page</h1>
      <p>
        <a class="button" href={`/shop/${knobs}`}>
          See what there is
        </a>
      </p>
    </section>
  );
}

/** What the shop asks Assent, with each answer as it is now. */
function Calls() {
  const { views, calls } = useTrip();
  const analytics = useAllows('analytics');
  const pixel = useAllows('meta-pixel');
  const { sent, held } = views.value;
  return (
    <section class="section" aria-labelledby="calls">
      <div class="wrap">
        <div class="intro">
          <h2 id="calls">What the shop asks Assent</h2>
          <p>
            Four questions, each with its answer on this page. Look at a product, fill the basket, come back,
            then change your answers. The code is in <a href="/shop/client.tsx">client.tsx</a> and{' '}
            <a href="/shop/server.tsx">server.tsx</a>.
          </p>
        </div>
        <div class="calls">
          <div class="call">
            <h3>useAllows('analytics')</h3>
            <p>In a component, drawn again when the answer changes. The server has drawn the same.</p>
            <p class="result" role="status">
              {String(analytics)}
            </p>
          </div>
          <div class="call">
            <h3>consent.allows('google-analytics')</h3>
            <p>Asked at every step through the shop: its page view is sent only if the answer is yes.</p>
            <p class="result" id="views" role="status">
              {sent} sent, {held} held
            </p>
          </div>
          <div class="call">
            <h3>readConsent(request.headers)</h3>
            <p>Asked by the server, before it tells its analytics of a product seen or an order placed.</p>
            <p class="result" id="server-calls" role="status">
              {calls.value.map(({ name, made }) => `${name}: ${made ? 'made' : 'held'}`).join(', ') ||
                'no call yet'}
            </p>
          </div>
          <div class="call">
            <h3>consent.add(metaPixel({'{ id }'}))</h3>
            <p>
              A campaign’s pixel that comes with the first thing in the basket, held or released like the
              rest.
            </p>
            <p class="result" role="status">
              {pixel ? 'added and released' : 'not added, or held'}
            </p>
          </div>
        </div>
      </div>
    </section>
  );
}

function Footer() {
  return (
    <footer class="site-footer" lang="en">
      <div class="wrap">
        <a class="brand" href="/marketing.html">
          <img src="/art/mark.svg" alt="" width="32" height="32" />
          Kettlefell
        </a>
        <ul>
          <li>
            <a href="/privacy.html">Privacy and cookies</a>
          </li>
          <li>
            <button type="button" data-consent-action="open">
              Cookie settings
            </button>
          </li>
          <li>
            <PrivacyChoices kind="opt-out" href="/privacy.html#opt-out" />
          </li>
          <li>
            <PrivacyChoices href="/privacy.html#opt-out" />
          </li>
        </ul>
        <p data-consent-status />
        <small>
          Kettlefell is invented, to show Assent on a page like yours. <a href="/">All demo pages</a>
        </small>
      </div>
    </footer>
  );
}
