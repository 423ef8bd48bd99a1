// What the shop sells, and the basket: which of it, and how often. Pure, for the server and the page alike.

export interface Product {
  readonly id: string;
  readonly name: string;
  readonly price: number;
  readonly note: string;
  readonly story: string;
  readonly tile: '' | 'sun' | 'lake';
  readonly film?: string;
}

export const products: readonly Product[] = [
  {
    id: 'kettle',
    name: 'Fell kettle',
    price: 68,
    note: 'Enamelled steel, 0.9 l',
    story: 'Boils on gas, wood and induction. The spout pours as slowly as you like, the handle stays cool.',
    tile: 'sun',
    film: 'https://www.youtube-nocookie.com/embed/aqz-KE-bpKQ',
  },
  {
    id: 'mug',
    name: 'Summit mug',
    price: 18,
    note: 'Hangs from a strap, 350 ml',
    story: 'Double-walled, so that the coffee outlasts the view. The lid is its saucer.',
    tile: '',
  },
  {
    id: 'ridgeline',
    name: 'Ridgeline beans',
    price: 12,
    note: 'Apricot and cocoa, 250 g',
    story: 'Washed, from Huila in Colombia, roasted on Mondays in Otta and sent on Tuesdays.',
    tile: 'lake',
  },
  {
    id: 'grinder',
    name: 'Pocket grinder',
    price: 54,
    note: 'Steel burrs, 38 clicks',
    story: 'Twenty grams a minute, and silent enough for a hut at five in the morning.',
    tile: 'sun',
  },
  {
    id: 'dripper',
    name: 'Folding dripper',
    price: 24,
    note: 'Flat as a notebook',
    story: 'Three steel leaves that fold over the rim of any mug. Takes size 2 filters.',
    tile: '',
  },
  {
    id: 'night-watch',
    name: 'Night Watch beans',
    price: 12,
    note: 'Dark, smoky, 250 g',
    story: 'For moka pots and long shifts. A blend of Brazil and Sumatra.',
    tile: 'lake',
  },
];

export const productOf = (id: string) => products.find((product) => product.id === id);

/** How many of each product. */
export type Basket = Readonly<Record<string, number>>;

export const basketCookie = 'kettlefell_basket';

/** Reads the basket out of a `Cookie` header, or `document.cookie`. What the shop does not sell is not in it. */
export function readBasket(cookies = ''): Basket {
  const [, text = ''] = new RegExp(`(?:^|; )${basketCookie}=([^;]*)`).exec(cookies) ?? [];
  const lines = text.split('~').map((line) => line.split('.'));
  return Object.fromEntries(
    lines.flatMap(([id = '', count]) => {
      const number = Math.min(Number.parseInt(count ?? '', 10), 99);
      return productOf(id) && number > 0 ? [[id, number]] : [];
    }),
  );
}

/** Writes the basket as a cookie: strictly necessary, as a visitor has asked for it. It lasts for the session. */
export function writeBasket(basket: Basket): string {
  const text = Object.entries(basket).map(([id, count]) => `${id}.${count}`);
  return `${basketCookie}=${text.join('~')}; Path=/; SameSite=Lax`;
}

export function putIn(basket: Basket, id: string, more = 1): Basket {
  const count = Math.min((basket[id] ?? 0) + more, 99);
  const { [id]: _, ...rest } = basket;
  return productOf(id) && count > 0 ? { ...rest, [id]: count } : rest;
}

export const itemsIn = (basket: Basket) => Object.values(basket).reduce((sum, count) => sum + count, 0);
export const totalOf = (basket: Basket) =>
  Object.entries(basket).reduce((sum, [id, count]) => sum + (productOf(id)?.price ?? 0) * count, 0);
export const pounds = (amount: number) => `£${amount}`;
