/**
 * Held scripts. A released one is the same element in the same place, with its attributes, nonce and listeners, and
 * runs as the vendor wrote it. Here, too, is the one door through which Assent itself brings a script to the page.
 */
import { inherited } from '../patch.ts';
import { trusted } from '../trusted.ts';
import { setAddress } from './source.ts';
import { hasRun, openWriting } from './write.ts';

const brought = new Set<string>();
/**
 * Scripts that page code made, and those a tag goes by. What the page's own policy let do so may bring a script without a
 * nonce.
 */
const made = new WeakSet<Element>();
// While the classic script runs, the browser itself says which nonce is the page's.
const ownNonce = typeof document === 'undefined' ? '' : document.currentScript?.nonce;

/** Looked for once, not once for each of a page's thousands of scripts. */
const nonces = new WeakMap<Document, string>();

function pageNonce(): string {
  const known = ownNonce || nonces.get(document);
  if (known !== undefined) return known;
  const nonce = document.querySelector<HTMLScriptElement>('script[nonce]')?.nonce ?? '';
  nonces.set(document, nonce);
  // The first script that bears one may still be on its way.
  if (!nonce && document.readyState === 'loading') queueMicrotask(() => nonces.delete(document));
  return nonce;
}

export function noteMade(script: Element): void {
  made.add(script);
}

/** Tells whether a script was judged when it was made. */
export function isMade(script: Element): boolean {
  return made.has(script);
}

/**
 * Tells whether the page's policy would have run this script by itself. A script released by script counts as trusted
 * (CSP 3, 'strict-dynamic'): one that somebody smuggled into the markup must not get around the nonce that way.
 */
export function hasNonce(script: HTMLScriptElement): boolean {
  const nonce = pageNonce();
  return !nonce || script.nonce === nonce || made.has(script);
}

/** Tells whether a tag has brought this script already: pasted in the page as well, it would run twice. */
export function isBrought(address: unknown): boolean {
  return brought.size > 0 && brought.has(fileOf(String(address)));
}

/** Inserts a vendor's script, as `<script async src>` with the page's nonce, unless the page has it itself. */
export function insertScript(src: string): HTMLScriptElement {
  const file = fileOf(src);
  // Older snippets of the same vendor do not name the account, as AdRoll's.
  const files = [file, file.replace(/\/[A-Z\d]+(?=\/)/, '')];
  for (const each of files) brought.add(each);
  // Not the property: it gives the address of a held script too, which then stays held.
  let script = [...document.scripts].find((own) => files.includes(fileOf(own.getAttribute('src') ?? '')));
  if (!script) {
    script = document.createElement('script');
    const nonce = pageNonce();
    if (nonce) script.nonce = nonce;
    setAddress(script, 'src', trusted().createScriptURL(src));
    (document.head ?? document.documentElement).append(script);
  }
  made.add(script);
  return script;
}

/** What names a vendor's file: its whole address, in whatever language. */
function fileOf(address: string): string {
  const base = inherited(document, 'baseURI');
  if (!URL.canParse(address, base)) return address;
  const { host, pathname, search } = new URL(address, base);
  return host + pathname.replace(/\/[a-z]{2}_[A-Z]{2}(?=\/)/, '') + search;
}

/** Runs a held script. Resolves when it has run, or failed to load; at once if it is `async`. */
export async function releaseScript(script: HTMLScriptElement): Promise<void> {
  const { src = script.getAttribute('src'), type } = script.dataset;
  const inOrder = !script.hasAttribute('async');
  const policy = trusted();
  for (const name of ['data-consent-held', 'type', 'src', 'data-src', 'data-type'])
    script.removeAttribute(name);
  if (type) script.type = type;
  // A script the parser did not run counts as async from then on (HTML, "force async").
  script.async = !inOrder;
  const written = hasRun(script, src).then(openWriting(script));
  // A script that has not started is looked at again when it gets its text or its address
  // (HTML, "prepare the script element").
  if (src === null) script.text = policy.createScript(script.text);
  else setAddress(script, 'src', policy.createScriptURL(src));
  if (inOrder) await written;
}
