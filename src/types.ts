/**
 * Every public word of Assent, documented once: the one home of docstrings, from which docs/api.md is written, and so the
 * one file above 250 lines. It imports nothing and holds no code.
 * What a site may write, what it may read back, and what each promise costs when it cannot be kept.
 */

/** Names what a visitor says yes or no to. `essential` is always granted and is never asked about. */
export type Category = 'essential' | 'functional' | 'analytics' | 'targeting' | 'social';

/** The only two answers there are. */
export type Answer = 'granted' | 'denied';

/** Answers by category or by vendor id. A vendor's own answer stands before its category's. */
export type Answers = Readonly<Record<string, Answer>>;

/** Says where in the page a decision was made: the dialog, a placeholder, a signal, the site's own code. */
export type DecidedBy = 'banner' | 'dialog' | 'placeholder' | 'gpc' | 'opt-out' | 'api';

/** What holds before an answer: denied (`opt-in`), granted (`opt-out`), or granted without asking (`notice`). */
export type Model = 'opt-in' | 'opt-out' | 'notice';

/** Layers a visitor may see. */
export type Surface = 'banner' | 'dialog';

/**
 * Keeps one act of the visitor: the answers, when and where they were given, and under which rules.
 * This is the exact content of the cookie `assent` and of its copy in `localStorage`.
 */
export interface Decision {
  /** Version of this shape. Anything but `1` is no decision. */
  readonly v: 1;
  /** Random UUID of this browser's record; it names no person. */
  readonly id: string;
  /** Moment of the act, ISO 8601 in UTC. */
  readonly at: string;
  readonly by: DecidedBy;
  /** Id of the regime it was made under. */
  readonly regime: string;
  /** ISO 3166 code of the region it was made in, or `unknown`. */
  readonly region: string;
  /** The site's revision at that moment. */
  readonly revision: number;
  /** Whether the browser sent Global Privacy Control at that moment. */
  readonly gpc: boolean;
  /** `essential` is not written; a vendor is written only where it differs from its category. */
  readonly answers: Answers;
}

/** Names the regimes that are built in: see the README's table of regions. */
export type RegimeId =
  | 'gdpr'
  | 'uk-gdpr'
  | 'uk-gdpr-exempt'
  | 'fadp'
  | 'law25'
  | 'lgpd'
  | 'opt-in'
  | 'ccpa'
  | 'us-states'
  | 'opt-out'
  | 'notice';

/** Carries the rules of one law, as data. */
export interface Regime {
  /** Short name, written into every decision made under it. */
  readonly id: string;
  readonly model: Model;
  /** How long a decision lives, in days. */
  readonly days: number;
  /**
   * ISO 3166-1 or 3166-2 codes it covers, separated by spaces. A country covers its parts. A site's own regime holds
   * there, and the built-in ones elsewhere; with `''` it holds everywhere.
   */
  readonly regions: string;
  /**
   * Regions, as above, in which a refusal stands for all of `days`: it is not asked about again before, whatever
   * shorter life the site gives decisions. In an opt-out regime: a refusal of sale or share.
   * @default none
   */
  readonly stands?: string | undefined;
  /** Categories that an opt-in regime grants until denied, never those of sale or share. @default none */
  readonly granted?: readonly Category[] | undefined;
}

/** Describes one cookie or storage key a vendor may leave behind. */
export interface CookieDeclaration {
  /** Exact name, or a prefix ending in `*`; a `#` stands for a key of ten or more hexadecimal digits. */
  readonly name: string;
  /** One plain sentence: what it is for. */
  readonly purpose: string;
  /** How long it lives: `'session'`, or an ISO 8601 duration such as `'P2Y'`, `'P90D'`, `'PT24H'`. */
  readonly duration: string;
  /** `first` is set on the site's own domain and can be erased; `third` is set on the vendor's and cannot. */
  readonly party: 'first' | 'third';
}

/** Lists one third party in the dialog, and lets the gate hold what belongs to it. */
export interface Vendor<Id extends string = string> {
  /** Name used in `data-consent-vendor`, `allows()` and `decide()`. Never the name of a category. */
  readonly id: Id;
  /** Legal name, shown to the visitor. */
  readonly name: string;
  readonly category: Category;
  /** Language tag of its purposes, its cookies' too. @default the page's own texts' */
  readonly lang?: string;
  /**
   * Granted as soon as one of these is, unless an answer names the vendor itself: for what brings tags of several
   * categories. It is listed under `category`. @default its category alone
   */
  readonly anyOf?: readonly Category[] | undefined;
  /** One plain sentence: why this vendor is here. */
  readonly purpose: string;
  /** Address of the vendor's privacy policy. */
  readonly policy?: string | undefined;
  /** Hosts that would receive data. A host covers its subdomains. */
  readonly hosts?: readonly string[] | undefined;
  readonly cookies?: readonly CookieDeclaration[] | undefined;
  /** Keys of `localStorage` and `sessionStorage`, and IndexedDB databases: named as cookies are. */
  readonly storage?: readonly string[] | undefined;
}

/** Hands a tag what it may use of the page. */
export interface TagPage {
  /**
   * Inserts the vendor's script, `async`, with the page's nonce, unless it stands in the page, and gives the element that
   * does. The address must be https.
   */
  script(src: string): HTMLScriptElement | undefined;
  /**
   * Calls back once the document is parsed: by then the vendor's own snippet, if pasted too, has been read. Called by `load`,
   * it waits for the next grant where this one has been taken back meanwhile.
   */
  whenParsed(then: () => void): void;
  /** Answers as {@link Consent.allows}. Of several names the first that is declared answers, or the last. */
  allows(what: string | readonly string[]): boolean;
  /** The answers in force. A new object for every change. */
  readonly state: State;
}

/**
 * Brings one vendor's code to the page, and takes it away again.
 *
 * Every function may throw: the console says which tag failed, the other tags go on, and a load that failed is
 * not tried again on this page.
 */
export interface Tag<Id extends string = string> extends Vendor<Id> {
  readonly hosts: readonly string[];
  readonly cookies: readonly CookieDeclaration[];
  /** Loads before any answer, because its vendor holds back by itself. Only a site that asks for it gets this. */
  readonly advanced?: boolean | undefined;
  /** Runs at start, synchronously, whatever the answer: says the vendor's consent default. Sends nothing. */
  before?(page: TagPage): void;
  /** Runs once, on the first grant. */
  load(page: TagPage): void;
  /** Runs on every later change of the answers while the tag is loaded, a new grant after a stop included. */
  update?(page: TagPage): void;
  /** Runs when the grant is taken back: the vendor's own call to stop. Its cookies are erased afterwards. */
  stop?(page: TagPage): void;
}

/** Settings of the cookie that keeps the decision. */
export interface CookieOptions {
  /** @default 'assent' */
  name?: string | undefined;
  /** Set to share one decision between subdomains: `'example.com'`. @default host only */
  domain?: string | undefined;
  /** @default '/' */
  path?: string | undefined;
  /** @default 'Lax' */
  sameSite?: 'Lax' | 'Strict' | 'None' | undefined;
  /** @default true on https */
  secure?: boolean | undefined;
  /** Lifetime in days. @default the regime's */
  days?: number | undefined;
}

/** Looks of the banner and the dialog. Colours and fonts are custom properties: see the README. */
export interface UiOptions {
  /** @default 'bottom' */
  position?: 'bottom' | 'corner' | 'center' | undefined;
  /** @default 'auto' */
  theme?: 'auto' | 'light' | 'dark' | undefined;
  /** A small button in the corner of every page that opens the dialog. @default false */
  floatingButton?: boolean | undefined;
}

/** How the IAB's strings are written: see the README. */
export interface IabOptions {
  /** One section for the whole country, or the visitor's state's own where it has one. @default 'national' */
  sections?: 'national' | 'state' | undefined;
  /** Your pages carry the notices and the opt-out link. Where they do not, the strings say so. @default true with `policy` */
  notices?: boolean | undefined;
  /** The mode in which you go by the IAB's MSPA, if you have signed it. @default not signed */
  mspa?: 'opt-out' | 'service-provider' | undefined;
}

/**
 * Everything a site may set. A field left out and a field set to `undefined` mean the same. `Id` are the ids of its tags
 * and vendors.
 */
export interface Options<Id extends string = string> {
  /**
   * ISO 3166-1 or 3166-2 code of the visitor's region, or `'auto'`: the page's `<meta name="assent-region">`, else
   * `<html data-consent-region>`, else the cookie `assent-region`, else the time zone, else unknown, which means the
   * strictest regime.
   * A function may answer later: until then everything is held.
   * @default 'auto'
   */
  region?: string | (() => string | Promise<string>) | undefined;
  /**
   * Names a regime outright; `'uk-gdpr-exempt'`, and a regime of your own with `regions`, hold in their regions alone.
   * @default from `region`
   */
  regime?: RegimeId | Regime | undefined;
  /**
   * Categories this site uses, or an object of them with texts of its own. `essential` is always among them.
   * @default all five
   */
  categories?:
    | readonly Category[]
    | Partial<Record<Category, { title?: string | undefined; text?: string | undefined } | undefined>>
    | undefined;
  /** Categories that GPC and the opt-out button deny. @default ['targeting', 'social'] */
  saleOrShare?: readonly Category[] | undefined;
  /** @default [] */
  tags?: readonly Tag<Id>[] | undefined;
  /** Third parties the dialog lists beside the tags. @default [] */
  vendors?: readonly Vendor<Id>[] | undefined;
  /** Holds what nobody marked of known vendors: see the README. By npm, import `assent/guard`. @default true */
  guard?: boolean | undefined;
  /** Raise this number when you add a vendor or a purpose: older decisions stop speaking. @default 1 */
  revision?: number | undefined;
  /** Address of the privacy or cookie policy. @default none */
  policy?: string | undefined;
  cookie?: CookieOptions | undefined;
  /** Language tag of our texts. @default `<html lang>`, then `navigator.languages`, then `en` */
  locale?: string | undefined;
  /**
   * Replaces single texts by their key in `locales/en.json`; by a vendor's id, or a cookie's declared name, what the dialog
   * says it is for. @default none
   */
  texts?: Readonly<Record<string, string>> | undefined;
  ui?: UiOptions | undefined;
  /** May a visitor with GPC on turn a sale-or-share category on by its own switch? @default { override: true } */
  gpc?: { override?: boolean | undefined } | undefined;
  /** The visitor is known to be under 16: sale or share needs a yes in every regime (Cal. Civ. Code 1798.120(c)). @default false */
  minor?: boolean | undefined;
  /** Answers vendors that ask by `__gpp` or `__uspapi`. By npm, import `assent/iab`. @default false */
  iab?: boolean | IabOptions | undefined;
  /** Address that every decision is posted to, as JSON, until it answers 2xx: see docs/records.md. @default none */
  endpoint?: string | undefined;
  /** What happens after a grant is taken back. @default 'keep' */
  onWithdraw?: 'keep' | 'reload' | undefined;
}

/** The answers in force now. Frozen: a new one is made for every change. */
export interface State {
  readonly region: string;
  /** Id of the regime in force. */
  readonly regime: string;
  readonly model: Model;
  /** Whether the browser sends Global Privacy Control. */
  readonly gpc: boolean;
  /** No complete decision is in force: in an opt-in regime the banner asks. */
  readonly undecided: boolean;
  readonly granted: readonly Category[];
  readonly denied: readonly Category[];
  readonly decision: Decision | null;
  readonly surface: Surface | 'none';
}

/** The answers as a server has read them, in a form that can be sent to the page: it draws the same at first. */
export interface Snapshot {
  readonly state: State;
  /** Ids of the vendors that are granted. */
  readonly vendors: readonly string[];
}

/** Hears every change of the answers. */
export type Listener = (now: State, before: State) => void;

/** The decision as the visitor may keep it (ISO/IEC TS 27560; docs/records.md says which field is which). */
export interface Receipt {
  /** Version of this shape. */
  readonly v: 1;
  /** Origin of the site, which answers for all of it. */
  readonly site: string;
  readonly policy: string | undefined;
  /** Language the visitor was asked in; the page's own where nothing of ours was shown. */
  readonly language: string;
  readonly model: Model;
  /** How many days the decision lives, from its own moment on. */
  readonly days: number;
  /** Address at which it can be changed or withdrawn. */
  readonly withdrawal: string;
  readonly decision: Decision;
  readonly granted: readonly Category[];
  readonly denied: readonly Category[];
  readonly vendors: readonly (Pick<Vendor, 'id' | 'name' | 'category' | 'purpose'> & {
    readonly answer: Answer;
  })[];
}

/** The site's account of one decision: an item of `localStorage['assent.history']`, and what `endpoint` is sent. */
export interface Entry {
  /** Version of this shape. */
  readonly v: 1;
  /** Names the decision, however often it is posted: its `id` and `at`, joined by `@`. */
  readonly key: string;
  /** What was asked and answered, when, and under which rules. */
  readonly receipt: Receipt;
  /** The layer that stood open. `decision.by` says what was pressed. */
  readonly surface: Surface | 'none';
  /** Version of the words: Assent's own, and after a `+` the beginning of the SHA-256 of the site's `texts`. */
  readonly texts: string;
  /** The decision that was in force before, if any. */
  readonly before: Decision | null;
  /** Hash of the entry before this one; `null` for the first, and on plain http. */
  readonly previous: string | null;
  /** SHA-256 of all of the above in canonical form (RFC 8785); `null` on plain http, where browsers give none. */
  readonly hash: string | null;
}

/**
 * What `start` gives, and what `window.assent` is: the whole of Assent as a page may use it. `Name` are the names that
 * have an answer: the five categories, and the ids of the tags and vendors that `start` was given.
 */
export interface Consent<Name extends string = string> {
  readonly state: State;
  /** Tells whether a category or a vendor id is granted now. A name nobody declared is never allowed. */
  allows(what: Name): boolean;
  /** Resolves on the first grant; at once if granted already. Never rejects; may never resolve. */
  when(what: Name): Promise<void>;
  /**
   * Records answers. What is left out keeps the answer in force.
   * An unknown name is left out, with a message. While GPC is on, a grant of sale or share holds
   * only if the visitor gave it by its own switch (`by: 'dialog'`). After an opt-out in an opt-out regime, one by
   * `banner` or `placeholder` does not hold: a yes then takes a separate confirmation (11 CCR 7028(a)).
   */
  decide(answers: { readonly [Each in Name]?: Answer }, how?: { by?: DecidedBy }): void;
  /** Grants these categories or vendors; without an argument, all, except what the visitor opted out of. */
  grant(...what: Name[]): void;
  /** Denies these categories or vendors; without an argument, all but essential. */
  deny(...what: Name[]): void;
  /** Denies sale or share and keeps the rest; says so to the visitor. Doing it again changes nothing. */
  optOut(): void;
  /** Takes grants back: stops the tag, erases its cookies, keys and databases. Without an argument: all of them. */
  withdraw(...what: Name[]): void;
  /** Erases our own record, as if the visitor had never been here, and asks again. */
  forget(): void;
  /** Calls the listener after every change. Gives its own undo. A listener that throws stops nobody else. */
  onChange(listener: Listener): () => void;
  open(surface?: Surface): void;
  /** Hides banner or dialog. Decides nothing. */
  close(): void;
  /** Gives the decision in force, or `null`. */
  receipt(): Receipt | null;
  /** Adds one more tag, held or released by the answers in force. */
  add(tag: Tag): void;
  /** Takes listeners and elements away, as if never started. What was released stays released. */
  destroy(): void;
}
