/**
 * The door for `<script src="/assent.js">`: the core, which fetches banner, dialog and texts from its own folder
 * when they are wanted.
 */
import { boot, type PageOptions } from './boot.ts';
import { standIn } from './iab-stand-in.ts';
import { fetchPurposes, fetchTexts } from './locale.ts';
import type { Consent } from './types.ts';
import { warn } from './warn.ts';

declare global {
  /** What a page with the script tag has. Until a page with `data-manual` starts, it is `start` alone. */
  var assent: Consent & { start?(options?: PageOptions): Consent };
}

// Not read off the document: `<img name="currentScript">` would stand in its place (HTML, DOM clobbering).
const { document: page } = globalThis;
const script =
  page && (Reflect.get(Object.getPrototypeOf(page), 'currentScript', page) as HTMLScriptElement | null);
const folder = page && new URL('.', script?.src || location.href).href;

// Fetched from an address made here, so that `import()` inherits this script's nonce (HTML, "import()").
const part = (name: string) => import(`${folder}${name}.js`);

function layer(name: string) {
  // Every layer needs Preact: both set out at once.
  part('preact').catch(() => {});
  return part(name);
}

// Imported where there is no page, as on a server, it does nothing.
if (page)
  boot(script, {
    banner: () => layer('banner'),
    dialog: () => layer('dialog'),
    placeholder: () => layer('placeholder'),
    links: () => part('links'),
    button: () => layer('button'),
    messages: () => part('messages'),
    debug: () => part('debug'),
    iab: () =>
      standIn((take) =>
        part('iab')
          .then(take)
          .catch((error) => warn('iab', error)),
      ),
    account: () => part('account'),
    tag: (name) => part(`tags/${name}`),
    texts: (languages) => fetchTexts(folder, languages),
    purposes: (language) => fetchPurposes(folder, language),
  });
