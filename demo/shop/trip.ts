// A visitor's way through the shop: where they are, what is in the basket, what they have filled in. Signals, so that
// what shows one of them is drawn again when it changes. A server makes one for each request, a page has one.

import { type Signal, signal } from '@preact/signals';
import { createContext } from 'preact';
import { useContext } from 'preact/hooks';
import type { Basket } from './catalogue.ts';

/** A call that the server would make to its analytics, and whether it was made or held. */
export interface ServerCall {
  readonly name: string;
  readonly made: boolean;
}

/** What the visitor fills in at the checkout. */
export type Order = Readonly<Record<string, string>>;

/** All that a server tells the page. */
export interface Start {
  readonly path: string;
  /** The demo's own knobs, `?region=US-CA&gpc=1`, kept from page to page. */
  readonly knobs: string;
  readonly basket: Basket;
  readonly order: Order;
  readonly stock: Readonly<Record<string, number>>;
  readonly calls: readonly ServerCall[];
}

export type Trip = { readonly [Name in Exclude<keyof Start, 'knobs'>]: Signal<Start[Name]> } & {
  readonly knobs: string;
  /** Page views of client-side navigation. */
  readonly views: Signal<{ readonly sent: number; readonly held: number }>;
};

export function begin({ knobs, path, basket, order, stock, calls }: Start): Trip {
  return {
    knobs,
    path: signal(path),
    basket: signal(basket),
    order: signal(order),
    stock: signal(stock),
    calls: signal(calls),
    views: signal({ sent: 0, held: 0 }),
  };
}

export const Trips = createContext<Trip | undefined>(undefined);

export function useTrip(): Trip {
  const trip = useContext(Trips);
  if (!trip) throw new Error('A page of the shop stands outside of a trip.');
  return trip;
}
