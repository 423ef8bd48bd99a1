/**
 * Every sentence of the report: first what there is, with the name received; then what comes of it; then what to do.
 * Each is said once.
 */
export const texts = {
  attribute: (name, meant) =>
    `The attribute "${name}" on our script is not read, so it does nothing.${meant}`,
  cookieDomain: (domain, host) =>
    `The cookie's domain is "${domain}", which neither is "${host}" nor covers it, so the browser keeps no cookie and the decision stands in localStorage alone. Write a domain that covers this page, or leave it out.`,
  cookieKnown: (name, vendor) =>
    `The cookie "${name}" is one of "${vendor}", which this site does not list, so visitors do not read of it. Add its tag, or list it in "vendors".`,
  cookieSecure: () =>
    'The option "cookie" sends the record to other sites (sameSite "None") without being secure, so the browser keeps no cookie. Serve the page by https.',
  cookieUnknown: (name) =>
    `The cookie "${name}" belongs to no vendor, so visitors do not read of it and a withdrawal does not erase it. Name it among the "cookies" of its vendor; if it is your own and the page cannot do without, leave it.`,
  heldByGuard: (what, vendor, category) =>
    `${what} of "${vendor}" stands in the page unmarked, so the guard holds it, after the browser may have fetched it. Mark it up: data-consent="${category}", and its address in data-src.`,
  heldMinor: (what) =>
    `${what} is held: the visitor is known to be under 16, so sale or share needs a yes. Grant it in the dialog to see it released.`,
  heldNameless: (what, name, known) =>
    `${what} is held for good: nothing is named "${name}", so nobody can grant it. Names: ${known}.`,
  heldRefused: (what, by, at) =>
    `${what} is held: the visitor said no (${by}, ${at}). Grant it in the dialog to see it released.`,
  heldSignal: (what) =>
    `${what} is held: the browser sends Global Privacy Control. Switch the signal off, or its category on in the dialog, to see it released.`,
  heldUndecided: (what, regime) =>
    `${what} is held: the visitor has not answered, and "${regime}" denies until then. Accept in the banner to see it released.`,
  option: (name, meant) => `Nothing is named "${name}" among the options, so it does nothing.${meant}`,
  optionValue: (name, value, allowed) =>
    `Option "${name}" is "${value}", so its default applies. Give one of: ${allowed}.`,
  region: (value) =>
    `The region "${value}" is no ISO 3166 code, so the strictest regime applies. Write one such as "DE" or "US-CA".`,
  releasedAdvanced: (what) =>
    `${what} is loaded before any answer, because its own mode says so. Choose "basic" to hold it.`,
  releasedAnswer: (what, by, at) =>
    `${what} is released: the visitor said yes (${by}, ${at}). Withdraw to see it stop.`,
  releasedEssential: (what) =>
    `${what} is released: essential things are never held. Give it another category if the page can do without it.`,
  releasedRule: (what, regime) =>
    `${what} is released: "${regime}" grants until the visitor says no. Opt out to see it stop.`,
  requestEarly: (host, vendor, category) =>
    `The page asked ${host} although "${vendor}" is denied, so its vendor has heard of this visit. Mark the element up (data-consent="${category}", data-src), let its tag bring it, or, by npm, import 'assent/guard' first.`,
  requestUnknown: (host, kind) =>
    `The page asked ${host} (${kind}), which no vendor names, so nothing ever holds it. Name it among the "hosts" of its vendor; if it is your own, leave it.`,
  text: (key, meant) => `No text has the key "${key}", so it is never shown.${meant}`,
  twice: (id) => `Two vendors have the id "${id}", so the later one stands. Give each its own.`,
  vendorHost: (host, vendor, meant) =>
    `"${host}" of vendor "${vendor}" is no host, so nothing of it is held. Write "${meant}".`,
  vendorSilent: (vendor) =>
    `Vendor "${vendor}" names neither hosts nor cookies nor storage, so a withdrawal erases nothing of it. Name them if there are any.`,
} satisfies Readonly<Record<string, (...values: string[]) => string>>;

export type Text = keyof typeof texts;

/** In the order in which a developer wants to know. */
export const kinds = ['options', 'requests', 'cookies', 'held', 'released'] as const;
export type Kind = (typeof kinds)[number];

export interface Finding {
  readonly kind: Kind;
  readonly text: string;
  /** There is something to do, not only to know. */
  readonly wrong: boolean;
}

/** Makes a finding of a sentence and its values. */
export function find<Key extends Text>(
  kind: Kind,
  key: Key,
  ...values: Parameters<(typeof texts)[Key]>
): Finding {
  // Every sentence takes texts alone; their number is checked above.
  const text = (texts[key] as (...values: string[]) => string)(...values);
  const wrong = !/^(held(?!Nameless|ByGuard)|released)/.test(key);
  return { kind, text, wrong };
}
