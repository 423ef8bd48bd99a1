/**
 * Held scripts. A released one is the same element in the same place, with its attributes, nonce and listeners, and
 * runs as the vendor wrote it. Here, too, is the one door through which Assent itself brings a script to the page.
 */
import { trusted } from '../trusted.ts';
import { setAddress } from './source.ts';
import { hasRun, openWriting } from './write.ts';

const brought = new Set<string>();
/** Scripts that page code made. What its own policy let do so may bring a script without a nonce. */
const made = new WeakSet<Element>();
// While the classic script runs, the browser itself says which nonce is the page's.
const ownNonce = typeof document === 'undefined' ? '' : document.currentScript?.nonce;

function pageNonce(): string | undefined {
  return ownNonce || document.querySelector<HTMLScriptElement>('script[nonce]')?.nonce;
}

export function noteMade(script: Element): void {
  made.add(script);
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
  brought.add(file);
  // Not the property: it gives the address of a held script too, which then stays held.
  const own = [...document.scripts].find((script) => fileOf(script.getAttribute('src') ?? '') === file);
  if (own) return own;
  const script = document.createElement('script');
  const nonce = pageNonce();
  if (nonce) script.nonce = nonce;
  setAddress(script, 'src', trusted().createScriptURL(src));
  (document.head ?? document.documentElement).append(script);
  return script;
}

/** What names a vendor's file: the folders may name a language. */
function fileOf(address: string): string {
  if (!URL.canParse(address, document.baseURI)) return address;
  const { host, pathname, search } = new URL(address, document.baseURI);
  return host + pathname.replace(/.*\//, '/') + search;
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
