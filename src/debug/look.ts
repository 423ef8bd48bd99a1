/** What the page and the answers give to say. Pure: everything comes as an argument. */
import type { Seam } from '../extras.ts';
import { createHosts, fits } from '../hosts.ts';
import { type Known, knownVendors } from '../known-vendors.ts';
import type { Category, Tag, Vendor } from '../types.ts';
import { type Finding, find } from './texts.ts';

/** An element that bears `data-consent`. */
export interface Marked {
  /** As a developer finds it: name, id or address. */
  readonly what: string;
  readonly address: string;
  readonly names: readonly string[];
  readonly vendor: string | undefined;
  readonly held: boolean;
  /** The guard marked it, not the site. */
  readonly unmarked: boolean;
}

/** An address the browser has asked. */
export interface Asked {
  readonly address: string;
  /** What asked: `script`, `img`, `fetch` … */
  readonly kind: string;
}

type View = Pick<Seam, 'consent' | 'settings' | 'vendors'>;

/** Tags, and what bears our markup: what is held and what is released, each with its reason. */
export function standing(view: View, marked: readonly Marked[], page: string): Finding[] {
  const { consent, vendors } = view;
  const tags = [...vendors.values()].filter((vendor): vendor is Tag => 'load' in vendor);
  return [
    ...tags.map((tag) => {
      const what = `Tag "${tag.id}" (${tag.category})`;
      if (consent.allows(tag.id)) return released(view, what, tag.id);
      return tag.advanced ? find('released', 'releasedAdvanced', what) : held(view, what, [tag.id]);
    }),
    ...marked.map(({ what, address, names, vendor, held: isHeld, unmarked }) => {
      const all = [...names, ...(vendor === undefined ? [] : [vendor])];
      if (!isHeld) return released(view, what, all.at(-1) ?? '');
      const category = names[0] ?? '';
      if (unmarked) {
        const known = hostsOf(view, page).vendorOf(address, page);
        return find('requests', 'heldByGuard', what, vendor ?? known?.id ?? category, category);
      }
      return held(view, what, all);
    }),
  ];
}

/** Says why the first of these names that is not granted is not. */
function held(view: View, what: string, names: readonly string[]): Finding {
  const { consent, settings, vendors } = view;
  const { decision, gpc, model, regime } = consent.state;
  const name = names.find((each) => !consent.allows(each)) ?? '';
  const category = vendors.get(name)?.category ?? (name as Category);
  if (!settings.categories.includes(category)) {
    const known = [...settings.categories, ...vendors.keys()].join(', ');
    return find('held', 'heldNameless', what, name, known);
  }
  const sold = settings.saleOrShare.includes(category);
  const answer = decision?.answers[name] ?? decision?.answers[category];
  if (gpc && sold) return find('held', 'heldSignal', what);
  if (decision && answer) return find('held', 'heldRefused', what, decision.by, decision.at);
  if (model !== 'opt-in' && sold && settings.minor) return find('held', 'heldMinor', what);
  return find('held', 'heldUndecided', what, regime);
}

function released({ consent, vendors }: View, what: string, name: string): Finding {
  const { decision, regime } = consent.state;
  const category = vendors.get(name)?.category ?? name;
  if (category === 'essential') return find('released', 'releasedEssential', what);
  const answer = decision?.answers[name] ?? decision?.answers[category];
  if (!decision || !answer) return find('released', 'releasedRule', what, regime);
  return find('released', 'releasedAnswer', what, decision.by, decision.at);
}

/** What the browser has asked that nobody declared, or that is denied at this moment. */
export function requests(view: View, asked: readonly Asked[], page: string): Finding[] {
  const { consent, vendors } = view;
  const own = new URL(page).hostname;
  const hosts = hostsOf(view, page);
  return asked.flatMap(({ address, kind }) => {
    const host = URL.canParse(address) && /^http/.test(address) ? new URL(address).hostname : own;
    if (isOwn(host, own)) return [];
    const vendor = hosts.vendorOf(address, page);
    if (!vendor) return [find('requests', 'requestUnknown', host, kind)];
    const listed = vendors.get(vendor.id);
    const { category } = listed ?? vendor;
    if ((listed as Tag | undefined)?.advanced || consent.allows(listed ? vendor.id : category)) return [];
    return [find('requests', 'requestEarly', host, vendor.id, category)];
  });
}

function hostsOf({ vendors }: View, page: string) {
  return createHosts([...vendors.values(), ...knownVendors], new URL(page).hostname);
}

/** The page's own host, and what shares it with or without "www". */
function isOwn(host: string, own: string): boolean {
  const bare = own.replace(/^www\./, '');
  return host === bare || host.endsWith(`.${bare}`);
}

/** First-party cookies that no vendor of the site declares. */
export function cookies({ settings, vendors }: View, names: readonly string[]): Finding[] {
  const declares = ({ cookies: declared = [] }: Known | Vendor, name: string) =>
    declared.some((cookie) => fits(name, cookie.name));
  return names
    .filter((name) => name !== settings.cookie.name)
    .filter((name) => ![...vendors.values()].some((vendor) => declares(vendor, name)))
    .map((name) => {
      const vendor = knownVendors.find((each) => declares(each, name));
      return vendor
        ? find('cookies', 'cookieKnown', name, vendor.id)
        : find('cookies', 'cookieUnknown', name);
    });
}
