/**
 * Starts Assent from a page: reads `data-*` attributes and the JSON block, brings the built-in tags by name, and
 * sets `window.assent`. Never throws: whatever cannot be read is named on the console, and stays held.
 */
import type { Door } from './ask.ts';
import type { Listed } from './consent.ts';
import { defineTag } from './define.ts';
import { extras, type Seam } from './extras.ts';
import { painted } from './gate.ts';
import { createGuard, type Guard } from './guard.ts';
import { type Known, taggedVendors } from './known-vendors.ts';
import type { Messages } from './messages.ts';
import { begin } from './start.ts';
import { adroll } from './tags/adroll.ts';
import { customTag } from './tags/custom-tag.ts';
import { googleAnalytics } from './tags/google-analytics.ts';
import { sayConsent, sayDefault, setConsentMode } from './tags/google-consent-mode.ts';
import { metaPixel } from './tags/meta-pixel.ts';
import type { Consent, Options, Tag } from './types.ts';
import { explainWith, warn } from './warn.ts';

/** Options as a page writes them: tags by name with their settings, or tag objects. */
export type PageOptions = Omit<Options, 'tags'> & {
  tags?: Readonly<Record<string, unknown>> | readonly Tag[];
};

/** What a page's script fetches besides the layers. */
export interface PageDoor extends Door {
  messages(): Promise<{ messages: Messages }>;
  /** The report to the developer, never among what a visitor downloads. */
  debug(): Promise<{ debug(seam: Seam): void }>;
  /** The file of one tag: it gives what `defineTag` is given. */
  tag(name: string): Promise<{ make(settings: object): Parameters<typeof defineTag> }>;
}

/** Settings as a page writes them, of any tag. */
type Given = Partial<Pick<Tag, 'category'> & { src: string; consentMode: object }>;
type Bring = (name: string, settings: Given) => void;

/** Brought along; every other tag is fetched by its name. */
const builtIn = new Map<string, (settings: never) => Tag>([
  ['google-analytics', googleAnalytics],
  ['adroll', adroll],
  ['meta-pixel', metaPixel],
]);

export function boot(script: HTMLOrSVGScriptElement | null, door: PageDoor): void {
  explainWith(door.messages);
  const page = window as { assent?: Partial<Consent & { start: unknown }> };
  // A frame, form or link named "assent" is no second copy of us: such names are not the window's own (HTML,
  // "named access on the Window object").
  const { allows, start: waiting } = Object(Object.hasOwn(page, 'assent') && page.assent);
  if (allows || waiting) return void warn('twice');
  const { domain, manual, debug, options = '#assent-options', ...attributes } = { ...script?.dataset };
  // Whatever is pasted below is held from here on, before anything is known of the visitor.
  let standing: Guard | undefined = createGuard();
  const guard = () => {
    const first = standing ?? createGuard();
    standing = undefined;
    return first;
  };
  if (debug !== undefined)
    extras.debug = (seam) =>
      void door
        .debug()
        .then((part) => part.debug(seam))
        .catch((error) => warn('debug', error));
  // Google tags pasted anywhere below find the default already said.
  sayDefault();

  const start = (given: PageOptions = {}): Consent => {
    const cookie = domain === undefined ? given.cookie : { ...given.cookie, domain };
    const bring: Bring = (name, settings) =>
      door
        .tag(name)
        .then(async ({ make }) => {
          const tag = defineTag(...make(settings));
          // An answer just given is seen before anything runs because of it.
          await painted();
          consent.add(tag);
        })
        .catch((error) => warn('file', name, error));
    const tags = readTags(given.tags, bring);
    const consent = begin({ ...given, ...readAttributes(attributes), cookie, tags }, { ...door, guard });
    extras.seam?.stops.push(() => {
      if (manual === undefined) delete page.assent;
      else page.assent = { start };
    });
    const say = () => sayConsent(consent);
    say();
    consent.onChange(say);
    page.assent = consent;
    return consent;
  };
  page.assent = { start };
  if (manual === undefined) whenParsed(options, (block) => start(readBlock(block)));
}

const flat = 'region regime locale policy endpoint onWithdraw revision guard minor'.split(' ');

/** Options from attributes: those that are one word. */
function readAttributes(attributes: Readonly<DOMStringMap>): Options {
  const given = flat.filter((name) => attributes[name] !== undefined);
  return Object.fromEntries(
    given.map((name) => {
      const text = attributes[name];
      if (name === 'revision') return [name, Number(text)];
      return [name, /^(guard|minor)$/.test(name) ? text !== 'false' : text];
    }),
  );
}

function readBlock(block: Element | null): PageOptions {
  try {
    return { ...JSON.parse(block?.textContent ?? '{}') };
  } catch (error) {
    warn('json', error);
    return { regime: 'gdpr' };
  }
}

/** Makes the tags that are here. One that is fetched is listed by its id, and allowed nothing, until it is here too. */
function readTags(given: PageOptions['tags'], bring: Bring): Tag[] {
  if (Array.isArray(given)) return given;
  return Object.entries({ ...given }).flatMap(([id, value]) => {
    const settings: Given = { ...(value as object) };
    const make = builtIn.get(id);
    if (make) return make(settings as never);
    if (settings.src) return customTag({ id, name: id, ...settings } as never);
    const known = taggedVendors.find((vendor) => vendor.id === id);
    if (known) return stub(known, settings, bring);
    warn(
      'unknown',
      id,
      taggedVendors.map((vendor) => vendor.id),
    );
    return [];
  });
}

function stub({ id, category, hosts = [] }: Known, settings: Given, bring: Bring): Tag & Listed {
  setConsentMode(settings.consentMode);
  return {
    id,
    name: id,
    category: settings.category ?? category,
    purpose: '',
    hosts,
    cookies: [],
    awaited: true,
    before: () => bring(id, settings),
    load() {},
  };
}

/** Finds the options block before our script, or waits for it: at the latest until the document has ended. */
function whenParsed(selector: string, then: (block: Element | null) => void): void {
  const look = () => {
    const block = document.querySelector(`script[type="application/json"]:is(${selector})`);
    // The parser inserts the block before its text is complete: something after it says that it is.
    if (document.readyState === 'loading' && !block?.nextSibling) return;
    watch.disconnect();
    document.removeEventListener('readystatechange', look);
    then(block);
  };
  const watch = new MutationObserver(look);
  watch.observe(document, { childList: true, subtree: true });
  document.addEventListener('readystatechange', look);
  look();
}
