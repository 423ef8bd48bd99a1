/**
 * The one Trusted Types policy, `assent`. Under `require-trusted-types-for 'script'` a script's address, its text and
 * any markup must come from a policy (W3C Trusted Types §2.3). What passes here was written by the site: its markup,
 * its configured tags, or what one of its own policies had trusted already.
 */
interface Policy {
  createHTML(text: string): string;
  createScript(text: string): string;
  createScriptURL(text: string): string;
}
let policy: Policy | undefined;

export function trusted(): Policy {
  const same = (text: string) => text;
  const rules = { createHTML: same, createScript: same, createScriptURL: same };
  const factory = (window as { trustedTypes?: { createPolicy(name: string, rules: Policy): Policy } })
    .trustedTypes;
  policy ??= factory ? factory.createPolicy('assent', rules) : rules;
  return policy;
}
