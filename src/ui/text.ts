/**
 * Words: the visitor's language where it was found, English where not. Texts are only ever text, never markup; a site
 * may write a link in them as `[words](address)`.
 */
import { type ComponentChild, h } from 'preact';
import type { Texts } from '../ask.ts';
import type * as english from './dialog-words.ts';

/** Gives one of the dialog's texts by its key, with `{names}` filled in. */
export type Words = (key: keyof typeof english, names?: Readonly<Record<string, string | number>>) => string;

/** Speaks the visitor's language; each layer brings the English it may need. */
export function speaker<Key extends string>(texts: Texts, english: Readonly<Record<Key, string>>) {
  return (key: Key, names: Readonly<Record<string, string | number>> = {}): string =>
    // A language's file has short names; a site's own texts, and names that would be one, are whole (`served-locales.mjs`).
    (texts[key] ?? texts[key.charAt(0) + key.at(-4)] ?? english[key]).replace(
      /\{(\w+)\}/g,
      (whole, name: string) => String(Object.hasOwn(names, name) ? names[name] : whole),
    );
}

/** "A, B and C" in the visitor's language. */
export function list(items: readonly string[], { lang = 'en' }: Texts): string {
  // `Intl` takes long to wake, and most banners have nothing to list.
  if (!items[0]) return '';
  try {
    return new Intl.ListFormat(lang).format(items);
  } catch {
    // What a site calls `texts.lang` may be no language tag.
    return items.join(', ');
  }
}

/** Makes links of `[words](address)`, where the address is one to go to. */
export function linked(text: string): ComponentChild[] {
  // Taken apart at its links, each of which leaves its words and its address between what stands around it.
  return text
    .split(/\[(.+?)\]\(((?:https?:|mailto:|tel:|[/?#.]|[\w-]+(?![\w-]*:))\S*?)\)/)
    .map((part, at, parts) => {
      if (at % 3 === 1) return h('a', { href: parts[at + 1] }, part);
      return at % 3 ? '' : part;
    });
}

/** Sets the language and direction of our own root: it may differ from the page's (WCAG 2.2, 3.1.2). */
export function language({ lang = 'en' }: Texts): { lang: string; dir: 'rtl' | 'ltr' } {
  return { lang, dir: /^(ar|ckb|dv|fa|he|ps|sd|ug|ur|yi)\b/i.test(lang) ? 'rtl' : 'ltr' };
}
