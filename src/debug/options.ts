/** Options that cannot be meant: names nobody reads, values that have no effect. Pure. */
import * as english from '../../locales/en.json';
import type { Settings } from '../options.ts';
import type { Vendor } from '../types.ts';
import { meant } from './near.ts';
import { type Finding, find } from './texts.ts';

/** Every name a site may set, and within an option every name of its own. A test compares them with the types. */
export const optionNames: Readonly<Record<string, readonly string[]>> = {
  '': 'region regime categories saleOrShare tags vendors guard revision policy cookie locale texts ui gpc minor iab endpoint onWithdraw'.split(
    ' ',
  ),
  cookie: ['name', 'domain', 'path', 'sameSite', 'secure', 'days'],
  ui: ['position', 'theme', 'floatingButton'],
  gpc: ['override'],
  iab: ['sections', 'notices', 'mspa'],
};

/** The attributes of our script. */
export const attributes =
  'region regime locale policy endpoint onWithdraw revision guard minor domain manual debug options'.split(
    ' ',
  );

const values: Readonly<Record<string, readonly string[]>> = {
  onWithdraw: ['keep', 'reload'],
  'cookie.sameSite': ['Lax', 'Strict', 'None'],
  'ui.position': ['bottom', 'corner', 'center'],
  'ui.theme': ['auto', 'light', 'dark'],
  'iab.sections': ['national', 'state'],
  'iab.mspa': ['opt-out', 'service-provider'],
};

/** What an options check looks at beside the options. */
export interface Place {
  readonly host: string;
  readonly secure: boolean;
  /** Names of the `data-*` attributes of our script, without `data-`. */
  readonly attributes: readonly string[];
}

export function strangeOptions(settings: Settings, place: Place): Finding[] {
  return [
    ...unknownNames(settings),
    ...unknownValues(settings),
    ...strangeCookie(settings, place),
    ...strangeVendors(settings),
    ...place.attributes
      .filter((name) => !attributes.includes(name))
      .map((name) => find('options', 'attribute', `data-${name}`, meant(name, attributes, 'data-'))),
  ];
}

/** Gives an option, or one within an option, by its path. */
function at(settings: Settings, path: string): unknown {
  return path.split('.').reduce<unknown>((value, name) => Reflect.get(Object(value), name), settings);
}

function unknownNames(settings: Settings): Finding[] {
  const strange = Object.entries(optionNames).flatMap(([within, known]) => {
    const option = within ? at(settings, within) : settings;
    const names = option && typeof option === 'object' ? Object.keys(option) : [];
    return names
      .filter((name) => !known.includes(name))
      .map((name) => find('options', 'option', within ? `${within}.${name}` : name, meant(name, known)));
  });
  // A language's file has short names (`served-locales.mjs`); by npm it is whole.
  const keys = [...Object.keys(english).filter((key) => key !== 'default'), 'lang', 'finePrint'];
  // A vendor's id, or a cookie's name, says what that one is for. A tag that is still fetched has not said its cookies yet.
  const listed: readonly (Vendor & { awaited?: boolean })[] = [...settings.vendors, ...settings.tags];
  const names = listed.flatMap(({ id, purpose, cookies = [] }) => [
    id,
    purpose,
    ...cookies.flatMap((cookie) => [cookie.name, cookie.purpose]),
  ]);
  const awaits = listed.some(({ awaited }) => awaited);
  const texts = Object.keys(settings.texts).filter(
    (key) =>
      ![...keys, ...names, settings.cookie.name].includes(key) &&
      // A whole sentence is one that a language's file of purposes has.
      !/ .*\W$/.test(key) &&
      (!awaits || meant(key, keys)),
  );
  return [...strange, ...texts.map((key) => find('options', 'text', key, meant(key, keys)))];
}

function unknownValues(settings: Settings): Finding[] {
  const { region } = settings;
  const codes = /^(auto|unknown|[A-Z]{2}(-[A-Z\d]{1,3})?)$/;
  return [
    ...(typeof region === 'string' && !codes.test(region) ? [find('options', 'region', region)] : []),
    ...Object.entries(values).flatMap(([path, allowed]) => {
      const value = at(settings, path);
      if (value === undefined || allowed.includes(String(value))) return [];
      return [find('options', 'optionValue', path, String(value), allowed.join(', '))];
    }),
  ];
}

function strangeCookie({ cookie }: Settings, { host, secure }: Place): Finding[] {
  const domain = cookie.domain?.replace(/^\./, '');
  const covers = !domain || host === domain || host.endsWith(`.${domain}`);
  const unsafe = cookie.sameSite === 'None' && !(cookie.secure && secure);
  return [
    ...(covers ? [] : [find('options', 'cookieDomain', String(cookie.domain), host)]),
    ...(unsafe ? [find('options', 'cookieSecure')] : []),
  ];
}

function strangeVendors({ tags, vendors }: Settings): Finding[] {
  const all = [...vendors, ...tags];
  const ids = all.map(({ id }) => id);
  return [
    ...[...new Set(ids.filter((id, place) => ids.indexOf(id) !== place))].map((id) =>
      find('options', 'twice', id),
    ),
    ...all.flatMap(({ id, hosts = [] }) =>
      hosts
        .filter((host) => !/^[\w-]+(\.[\w-]+)+(\/[^\s]*)?$/.test(host))
        .map((host) => find('options', 'vendorHost', host, id, hostIn(host))),
    ),
    ...vendors
      .filter(({ hosts = [], cookies = [], storage = [] }) => ![...hosts, ...cookies, ...storage].length)
      .map(({ id }) => find('options', 'vendorSilent', id)),
  ];
}

/** The host in what somebody wrote for one: `https://*.films.example/` means `films.example`. */
function hostIn(text: string): string {
  const [host = ''] = text
    .replace(/^\w*:?\/\//, '')
    .replace(/^\*\./, '')
    .split(/[/?#]/);
  return host || 'films.example';
}
