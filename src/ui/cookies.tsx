/** Who is behind a category and which cookies each may set: name, purpose, how long, first or third party. */
import { h } from 'preact';
import type { Surroundings, Texts } from '../ask.ts';
import type { Category, Vendor } from '../types.ts';
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
  return (
    <details>
      <summary>{t('details', { vendors: String(listed.length), cookies: String(count) })}</summary>
      {listed.map((vendor) => (
        <VendorEntry key={vendor.id} vendor={vendor} locales={tongues(texts)} t={t} />
      ))}
    </details>
  );
}

function VendorEntry({ vendor, locales, t }: { vendor: Vendor; locales: string[]; t: Words }) {
  const { name, policy, purpose, cookies = [] } = vendor;
  return (
    <div class="vendor" part="vendor">
      <a href={policy}>
        <bdi>{name}</bdi>
      </a>
      <p>{purpose}</p>
      <ul>
        {cookies.map((cookie) => (
          <li key={cookie.name}>
            <code>{cookie.name}</code>
            <span>{cookie.purpose}</span>
            <span>
              {lifetime(cookie.duration, locales) ?? t('session')} ·{' '}
              {t(cookie.party === 'first' ? 'firstParty' : 'thirdParty')}
            </span>
          </li>
        ))}
      </ul>
    </div>
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
  return new Intl.NumberFormat(locales, { style: 'unit', unit, unitDisplay: 'long' }).format(Number(amount));
}

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
