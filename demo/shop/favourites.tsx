// Favourites work for everyone, and are remembered for those who have granted the shop's own memory.

import { effect, signal } from '@preact/signals';
import { answers } from 'assent/preact';
import { h } from 'preact';
import type { Product } from './catalogue.ts';

const kept = 'kettlefell_favourites';
const favourites = signal<readonly string[]>([]);

/** In the page: what was remembered comes back with the grant, and what is marked from then on is remembered. */
export function rememberFavourites(): void {
  const allowed = answers.allows('kettlefell');
  effect(() => {
    if (!allowed.value) return;
    const before = localStorage.getItem(kept)?.split(' ').filter(Boolean) ?? [];
    favourites.value = [...new Set([...before, ...favourites.peek()])];
  });
  effect(() => {
    if (allowed.value) localStorage.setItem(kept, favourites.value.join(' '));
  });
}

export function Favourite({ product: { id, name } }: { product: Product }) {
  const marked = favourites.value.includes(id);
  const press = () => {
    favourites.value = marked ? favourites.value.filter((each) => each !== id) : [...favourites.value, id];
  };
  return (
    <button
      class="heart"
      type="button"
      aria-pressed={marked}
      aria-label={`Favourite: ${name}`}
      onClick={press}
    >
      <svg viewBox="0 0 24 24" aria-hidden="true">
        <path d="M12 20C5 15 3 12 3 9a4.5 4.5 0 0 1 9-1 4.5 4.5 0 0 1 9 1c0 3-2 6-9 11z" />
      </svg>
    </button>
  );
}
