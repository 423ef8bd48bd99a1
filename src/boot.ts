/**
 * Starts Assent from a page: reads `data-*` attributes and the JSON block, brings the built-in tags by name, and
 * sets `window.assent`. Never throws: whatever cannot be read is named on the console, and stays held.
 */
import type { Door } from './ask.ts';
import { createGuard, type Guard } from './guard.ts';
import type { Messages } from './messages.ts';
import { begin } from './start.ts';
import { adroll } from './tags/adroll.ts';
import { googleAnalytics } from './tags/google-analytics.ts';
import { sayConsent, sayDefault } from './tags/google-consent-mode.ts';
import { metaPixel } from './tags/meta-pixel.ts';
import type { Consent, Options, Tag } from './types.ts';
import { explainWith, warn } from './warn.ts';

/** Options as a page writes them: tags by name with their settings, or tag objects. */
export type PageOptions = Omit<Options, 'tags'> & {
  tags?: Readonly<Record<string, unknown>> | readonly Tag[];
};

const builtIn = new Map<string, (settings: never) => Tag>([
  ['google-analytics', googleAnalytics],
  ['adroll', adroll],
  ['meta-pixel', metaPixel],
]);

export function boot(
  script: HTMLOrSVGScriptElement | null,
  door: Door & { messages(): Promise<{ messages: Messages }> },
): void {
  explainWith(door.messages);
  const page = window as { assent?: Partial<Consent & { start: unknown }> };
  // A frame, form or link named "assent" is no second copy of us: such names are not the window's own (HTML,
  // "named access on the Window object").
  if (Object.hasOwn(page, 'assent')) return void warn('twice');
  const {
    region,
    locale,
    policy,
    revision,
    domain,
    endpoint,
    manual,
    options = '#assent-options',
  } = { ...script?.dataset };
  // Whatever is pasted below is held from here on, before anything is known of the visitor.
  let standing: Guard | undefined = createGuard();
  const guard = () => {
    const first = standing ?? createGuard();
    standing = undefined;
    return first;
  };
  // Google tags pasted anywhere below find the default already said.
  sayDefault();

  const start = (given: PageOptions = {}): Consent => {
    const attributes = { region, locale, policy, endpoint, revision: Number(revision) || undefined };
    const said = Object.entries(attributes).filter(([, value]) => value !== undefined);
    const cookie = domain === undefined ? given.cookie : { ...given.cookie, domain };
    const consent = begin(
      { ...given, ...Object.fromEntries(said), cookie, tags: readTags(given.tags) },
      { ...door, guard },
    );
    sayConsent(consent.state);
    consent.onChange(sayConsent);
    page.assent = consent;
    return consent;
  };
  page.assent = { start };
  if (manual === undefined) whenParsed(options, (block) => start(readBlock(block)));
}

function readBlock(block: Element | null): PageOptions {
  try {
    return { ...JSON.parse(block?.textContent ?? '{}') };
  } catch (error) {
    warn('json', error);
    return { regime: 'gdpr' };
  }
}

function readTags(given: PageOptions['tags']): Tag[] {
  if (Array.isArray(given)) return given;
  return Object.entries({ ...given }).flatMap(([name, settings]) => {
    const make = builtIn.get(name);
    if (make) return make({ ...(settings as object) } as never);
    warn('unknown', name, [...builtIn.keys()]);
    return [];
  });
}

/** Finds the options block before our script, or waits for it: at the latest until the document has ended. */
function whenParsed(selector: string, then: (block: Element | null) => void): void {
  const look = () => {
    const block = document.querySelector(`script[type="application/json"]${selector}`);
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
