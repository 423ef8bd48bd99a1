/**
 * The door for npm: the public names, and `start` with the bundler's own import of banner and dialog.
 * Importing it does nothing, also where there is no `window`.
 */
import type { Door } from './ask.ts';
import { extras } from './extras.ts';
import { begin } from './start.ts';
import type { Category, Consent, Options } from './types.ts';
import { explainWith, warn } from './warn.ts';

export { defineRegime, defineTag } from './define.ts';
export type * from './types.ts';

const door: Door = {
  banner: () => import('./ui/banner.tsx'),
  dialog: () => import('./ui/dialog.tsx'),
  placeholder: () => import('./ui/placeholder.tsx'),
  links: () => import('./ui/links.ts'),
  account: () => import('./account.ts'),
  button: () => import('./ui/button.tsx'),
  // Another language comes with the site's own bundle: start({ texts: de }).
  texts: async () => ({}),
  purposes: async () => ({}),
  iab() {
    if (!extras.iab) warn('iab', 'it is not imported');
    return extras.iab?.();
  },
};

/**
 * Starts Assent on this page. Call it once, as early as you can: tags are held from then on.
 *
 * Throws only where there is no page, and for options that cannot be meant. Called again, it gives the first result and warns. The compiler knows the
 * five categories and the ids of the tags and vendors given here; where more come by `add`, write
 * `const consent: Consent = start(…)`.
 *
 * @example
 * const consent = start({ region: 'US-CA', policy: '/privacy', tags: [googleAnalytics({ id: 'G-…' })] });
 * if (consent.allows('analytics')) measure();
 */
export function start<const Id extends string = never>(options: Options<Id> = {}): Consent<Category | Id> {
  if (!globalThis.document)
    throw new Error(
      '[assent] start() needs a page: call it in the browser. On a server, use "assent/server".',
    );
  explainWith(() => import('./messages.ts'));
  return begin(options, door);
}
