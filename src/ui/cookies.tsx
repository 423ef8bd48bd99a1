/** Who is behind a category and which cookies each may set: name, purpose, how long, first or third party. */
import { h, render, type VNode } from 'preact';
import type { Surroundings, Texts } from '../ask.ts';
import type { Category, CookieDeclaration, Vendor } from '../types.ts';
import type { Words } from './text.ts';

interface CookiesProps {
  category: Category;
  around: Surroundings;
  t: Words;
}

export function Cookies({ category, around: { texts, vendors }, t }: CookiesProps) {
  const listed = [...vendors.values()].filter((vendor) => vendor.category === category);
  if (!listed.length) return null;
  const count = listed.reduce((sum, { cookies = [] }) => sum + cookies.length, 0);
  // Nobody waits for a list they do not read: it is drawn when it is opened.
  const onToggle = ({ currentTarget }: Event) => {
    const { lastElementChild: list, open } = currentTarget as HTMLDetailsElement;
    if (list && open) drawList(list, listed, tongues(texts), t);
  };
  return (
    <details onToggle={onToggle}>
      <summary>{t('details', { vendors: String(listed.length), cookies: String(count) })}</summary>
      <div />
    </details>
  );
}

/** Draws a list that may be long: a window full at once, and as much again in every frame after that. */
function drawList(list: Element, vendors: readonly Vendor[], locales: string[], t: Words): void {
  const rows = new Map<CookieDeclaration, VNode>();
  let shown = 0;
  // The very node of the last time, so that Preact passes over what is there.
  const row = (cookie: CookieDeclaration) => {
    const node = rows.get(cookie) ?? <Cookie key={cookie.name} cookie={cookie} locales={locales} t={t} />;
    rows.set(cookie, node);
    return node;
  };
  const draw = () => {
    shown += 20;
    let left = shown;
    const entries = vendors.map(({ id, name, policy, purpose, cookies = [] }) => {
      if (left <= 0) return null;
      const part = cookies.slice(0, left);
      left -= cookies.length + 1;
      return (
        <div key={id} class="vendor" part="vendor">
          <a href={policy}>
            <bdi>{name}</bdi>
          </a>
          <p>
            <bdi>{purpose}</bdi>
          </p>
          <ul>{part.map(row)}</ul>
        </div>
      );
    });
    render(entries, list);
    if (left <= 0 && list.isConnected) requestAnimationFrame(draw);
  };
  draw();
}

function Cookie({ cookie, locales, t }: { cookie: CookieDeclaration; locales: string[]; t: Words }) {
  return (
    <li>
      <code>{cookie.name}</code>
      <span>
        <bdi>{cookie.purpose}</bdi>
      </span>
      <span>
        {lifetime(cookie.duration, locales) ?? t('session')} ·{' '}
        {t(cookie.party === 'first' ? 'firstParty' : 'thirdParty')}
      </span>
    </li>
  );
}

const units: Readonly<Record<string, string>> = {
  PY: 'year',
  PM: 'month',
  PW: 'week',
  PD: 'day',
  TH: 'hour',
  TM: 'minute',
  TS: 'second',
};

/** ISO 8601 duration → "2 years" in the visitor's language; `undefined` for a session, the text itself if it is none. */
export function lifetime(duration: string, locales: string | string[] = 'en'): string | undefined {
  if (duration === 'session') return undefined;
  const [, date, time, amount, letter] = /^(P)(T?)(\d+)([YMWDHS])$/.exec(duration) ?? [];
  const unit = units[`${time || date}${letter}`];
  if (!unit) return duration;
  // Making a format costs more than drawing a row: those of a page are few.
  const key = locales + unit;
  formats[key] ??= new Intl.NumberFormat(locales, { style: 'unit', unit, unitDisplay: 'long' });
  return formats[key].format(Number(amount));
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
