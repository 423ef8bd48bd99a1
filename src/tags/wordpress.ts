/**
 * The WP Consent API, for a site whose WordPress has that plugin: hands the answers to the other plugins, which ask
 * there. It loads nothing, and says nothing for a visitor who has not answered, except to take an earlier yes back.
 */
import { defineTag } from '../define.ts';
import type { Category, Tag, TagPage, Vendor } from '../types.ts';

export interface WordpressSettings {
  /** @default 'essential' */
  category?: Category | undefined;
}

interface Page {
  wp_consent_type?: 'optin' | 'optout';
  wp_set_consent?(category: string, answer: 'allow' | 'deny'): void;
  wp_has_consent?(category: string): boolean;
}

export const wordpressVendor = {
  id: 'wordpress',
  name: 'WordPress (this site)',
  lang: 'en',
  category: 'essential',
  purpose: 'Runs this site, and tells its parts your answers.',
  policy: 'https://wordpress.org/about/privacy/',
  hosts: [],
  cookies: [
    { name: 'wp_consent_*', purpose: 'Keeps its own copy of your answer.', duration: 'P30D', party: 'first' },
  ],
} satisfies Vendor;

/** What the plugin asks for, and the category of ours that answers. Its "functional" is what cannot be refused. */
const types: Readonly<Record<string, Category>> = {
  functional: 'essential',
  preferences: 'functional',
  'statistics-anonymous': 'analytics',
  statistics: 'analytics',
  marketing: 'targeting',
};

export function wordpress({ category = 'essential' }: WordpressSettings = {}): Tag {
  // The plugin's script may stand at the end of the page.
  const tell = (page: TagPage) => page.whenParsed(() => say(page));
  return defineTag({ ...wordpressVendor, category, load: tell, update: tell, stop: tell });
}

function say({ state: { decision, granted, model } }: TagPage): void {
  const page = window as Page;
  const type = model === 'opt-in' ? 'optin' : 'optout';
  if (page.wp_consent_type !== type) {
    page.wp_consent_type = type;
    document.dispatchEvent(new CustomEvent('wp_consent_type_defined'));
  }
  const unasked = !decision && model === 'opt-in';
  for (const [name, ours] of Object.entries(types)) {
    if (unasked && !page.wp_has_consent?.(name)) continue;
    page.wp_set_consent?.(name, granted.includes(ours) ? 'allow' : 'deny');
  }
}
