/** The door for `<script src="/assent.full.js">`: one file with everything but other languages and further vendors. */
import * as account from './account.ts';
import { boot } from './boot.ts';
import * as iab from './iab/speak.ts';
import { standIn } from './iab-stand-in.ts';
import { fetchPurposes, fetchTexts } from './locale.ts';
import * as messages from './messages.ts';
import * as banner from './ui/banner.tsx';
import * as button from './ui/button.tsx';
import * as dialog from './ui/dialog.tsx';
import * as links from './ui/links.ts';
import * as placeholder from './ui/placeholder.tsx';

// Not read off the document: `<img name="currentScript">` would stand in its place (HTML, DOM clobbering).
const script = Reflect.get(
  Object.getPrototypeOf(document),
  'currentScript',
  document,
) as HTMLScriptElement | null;
const folder = new URL('.', script?.src || location.href).href;

boot(script, {
  banner: async () => banner,
  dialog: async () => dialog,
  placeholder: async () => placeholder,
  links: async () => links,
  button: async () => button,
  messages: async () => messages,
  debug: () => import(`${folder}debug.js`),
  iab: () => standIn((take) => take(iab)),
  account: async () => account,
  tag: (name) => import(`${folder}tags/${name}.js`),
  texts: (languages) => fetchTexts(folder, languages),
  purposes: (language) => fetchPurposes(folder, language),
});
