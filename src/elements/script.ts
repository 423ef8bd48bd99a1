/**
 * Held scripts. A released one keeps every attribute, its place and its nonce, and runs as the vendor wrote it.
 * Here, too, is the one door through which Assent itself brings a script to the page.
 */

// Under `require-trusted-types-for 'script'` a script's address and text must come from a policy
// (W3C Trusted Types §2.3). What passes here was written by the site: its markup or its configured tags.
interface Policy {
  createScript(text: string): string;
  createScriptURL(url: string): string;
}
let policy: Policy | undefined;

function trusted(): Policy {
  const same = (text: string) => text;
  const rules = { createScript: same, createScriptURL: same };
  const factory = (window as { trustedTypes?: { createPolicy(name: string, rules: Policy): Policy } })
    .trustedTypes;
  policy ??= factory ? factory.createPolicy('assent', rules) : rules;
  return policy;
}

/** Tells whether an address is one that a held element may load: http or https, and nothing that runs in place. */
export function isLoadable(address: string): boolean {
  try {
    return /^https?:$/.test(new URL(address, document.baseURI).protocol);
  } catch {
    return false;
  }
}

/** Inserts a vendor's script, as `<script async src>` with the page's nonce. */
export function insertScript(src: string): void {
  const script = document.createElement('script');
  script.src = trusted().createScriptURL(src);
  const nonce = document.querySelector<HTMLScriptElement>('script[nonce]')?.nonce;
  if (nonce) script.nonce = nonce;
  (document.head ?? document.documentElement).append(script);
}

/** Runs a held script in its place. Resolves when it has run, or failed to load; at once if it is `async`. */
export function releaseScript(held: HTMLScriptElement): Promise<void> | void {
  const script = document.createElement('script');
  const { src = held.getAttribute('src'), type = '' } = held.dataset;
  for (const { name, value } of held.attributes) {
    if (/^(type|src|data-src|data-type)$/.test(name)) continue;
    script.setAttribute(name, name.startsWith('on') ? trusted().createScript(value) : value);
  }
  // The attribute reads empty once the page's policy came by header: only the property still has it (HTML, nonces).
  script.nonce = held.nonce;
  if (type) script.type = type;
  // A script made by script is async unless told otherwise (HTML, "force async").
  script.async = held.hasAttribute('async');
  if (src === null) {
    script.text = trusted().createScript(held.text);
    held.replaceWith(script);
    return;
  }
  script.src = trusted().createScriptURL(src);
  const done = new Promise<void>((resolve) => {
    for (const end of ['load', 'error']) script.addEventListener(end, () => resolve());
  });
  held.replaceWith(script);
  return script.async ? undefined : done;
}
