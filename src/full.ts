/** The door for `<script src="/assent.full.js">`: one file with everything but the other languages. */
import { boot } from './boot.ts';
import { fetchTexts } from './locale.ts';
import * as messages from './messages.ts';
import * as banner from './ui/banner.tsx';
import * as button from './ui/button.tsx';
import * as dialog from './ui/dialog.tsx';
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
  button: async () => button,
  messages: async () => messages,
  texts: (languages) => fetchTexts(folder, languages),
});
