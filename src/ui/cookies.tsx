/** Who is behind a category and which cookies each may set: name, purpose, how long, first or third party. */
import { type ComponentChildren, h, render } from 'preact';
import type { Surroundings, Texts } from '../ask.ts';
import type { Category, CookieDeclaration, Vendor } from '../types.ts';
import type { Words } from './text.ts';

type Listed = Omit<Vendor, 'category'>;

interface CookiesProps {
  category: Category;
  around: Surroundings;
  t: Words;
}

export function Cookies({ category, around, t }: CookiesProps) {
  const listed: Listed[] = [...around.vendors.values()].filter((vendor) => vendor.category === category);
  if (category === 'essential') listed.unshift(ownRecord(around, t));
  if (!listed.length) return null;
  const count = listed.reduce((sum, { cookies = [] }) => sum + cookies.length, 0);
  // Nobody waits for a list they do not read: it is drawn when it is opened.
  const onToggle = ({ currentTarget }: Event) => {
    const { lastElementChild: list, open } = currentTarget as HTMLDetailsElement;
    if (list && open) broughtPurposes(around).then((words) => drawList(list, listed, around, t, words));
  };
  return (
    <details onToggle={onToggle}>
      <summary>{t('details', { vendors: listed.length, cookies: count })}</summary>
      <div />
    </details>
  );
}

let purposes: Promise<Texts> | undefined;

/** Brings what our tags say of themselves in the visitor's language, once; English stands in for what does not come. */
export function broughtPurposes({ door, texts: { lang }, warn }: Surroundings): Promise<Texts> {
  purposes ??= door.purposes(lang).catch((error) => {
    warn('texts', lang, error);
    return {};
  });
  return purposes;
}

/** What keeps the answers is the site's own, and listed like the rest. */
function ownRecord({ regime, settings }: Surroundings, t: Words): Listed {
  const { name, days = regime.days } = settings.cookie;
  return {
    id: '',
    name: location.hostname,
    purpose: t('saved'),
    policy: settings.policy,
    cookies: [{ name, purpose: '', duration: `P${days}D`, party: 'first' }],
    storage: [`${name} (localStorage)`, `${name}.* (localStorage)`],
  };
}

/** Draws a list that may be long: a window full at once, and as much again in every frame after that. */
function drawList(
  list: Element,
  vendors: readonly Listed[],
  { settings, texts }: Surroundings,
  t: Words,
  translated: Texts,
): void {
  const locales = tongues(texts);
  // A site may say in its own words what a vendor or a cookie is for, by its name; else it is said in the visitor's
  // language, or as declared, in the declaration's (WCAG 2.2, 3.1.2).
  const words = new Map(Object.entries({ ...translated, ...settings.texts }));
  const said = (name: string, purpose: string, lang?: string) => {
    const known = words.get(name) ?? words.get(purpose);
    return <bdi lang={known ? undefined : lang}>{known ?? purpose}</bdi>;
  };
  // The very nodes of the last time, so that Preact passes over what is there.
  const all = vendors.map(({ cookies = [], lang, storage = [], ...vendor }) => {
    const rows = cookies.map(({ name, purpose, duration, party }) => (
      <Row name={name} life={lifetime(duration, locales) ?? t('session')} party={t(`${party}Party`)}>
        {said(name, purpose, lang)}
      </Row>
    ));
    // Keys live until they are erased.
    const keys = storage.map((name) => <Row name={name} party={t('firstParty')} />);
    return { ...vendor, rows: [...rows, ...keys], words: said(vendor.id, vendor.purpose, lang) };
  });
  let shown = 0;
  const draw = () => {
    shown += 20;
    let left = shown;
    const entries = all.map(({ id, name, policy, rows, words }) => {
      if (left <= 0) return null;
      const part = rows.slice(0, left);
      left -= rows.length + 1;
      return (
        <div key={id} class="vendor" part="vendor">
          <a href={policy}>
            <bdi>{name}</bdi>
          </a>
          <p>{words}</p>
          <ul>{part}</ul>
        </div>
      );
    });
    render(entries, list);
    if (left <= 0 && list.isConnected) requestAnimationFrame(draw);
  };
  draw();
}

interface RowProps {
  name: CookieDeclaration['name'];
  life?: string;
  party: string;
  children?: ComponentChildren;
}

function Row({ name, life, party, children }: RowProps) {
  return (
    <li>
      {/* A name reads from left to right wherever it stands: `_ga` would be `ga_` in Arabic. */}
      <code>
        <bdi dir="ltr">{name}</bdi>
      </code>
      <span>{children}</span>
      <span>
        {life && [<bdi>{life}</bdi>, ' · ']}
        {party}
      </span>
    </li>
  );
}

const units = ['year', 'month', 'week', 'day', 'hour', 'minute', 'second'];
const written = /^P(?:(\d+)Y)?(?:(\d+)M)?(?:(\d+)W)?(?:(\d+)D)?(?:T(?:(\d+)H)?(?:(\d+)M)?(?:(\d+)S)?)?$/;

/** ISO 8601 duration → "2 years" in the visitor's language; `undefined` for a session, the text itself if it is none. */
export function lifetime(duration: string, locales: string | string[] = 'en'): string | undefined {
  if (duration === 'session') return undefined;
  const [, ...amounts] = written.exec(duration) ?? [];
  const parts = units.flatMap((unit, at) => {
    if (!amounts[at]) return [];
    // Making a format costs more than drawing a row: those of a page are few.
    const key = locales + unit;
    formats[key] ??= new Intl.NumberFormat(locales, { style: 'unit', unit, unitDisplay: 'long' });
    return formats[key].format(Number(amounts[at]));
  });
  return parts[1] ? new Intl.ListFormat(locales, { type: 'unit' }).format(parts) : (parts[0] ?? duration);
}

const formats: Record<string, Intl.NumberFormat> = {};

/**
 * The languages to ask `Intl` in: ours, then English, since a browser need not know Irish or Maltese and would speak its
 * own. What a site calls `texts.lang` may be no language tag, and must not keep the dialog from its visitor.
 */
export function tongues({ lang = 'en' }: Texts): string[] {
  try {
    return [...Intl.getCanonicalLocales(lang), 'en-GB'];
  } catch {
    return ['en'];
  }
}
