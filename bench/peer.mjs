/**
 * The peer we measure ourselves beside: vanilla-cookieconsent, from npm, with our English and our categories. And what both
 * list: 20 vendors with 25 cookies each.
 */
import { readFileSync } from 'node:fs';

const en = JSON.parse(readFileSync(new URL('../locales/en.json', import.meta.url), 'utf8'));
const file = (name) =>
  readFileSync(new URL(`../node_modules/vanilla-cookieconsent/dist/${name}`, import.meta.url));

export const peerFiles = {
  '/cookieconsent.umd.js': file('cookieconsent.umd.js'),
  '/cookieconsent.css': file('cookieconsent.css'),
};

/** 500 cookies, as the options list them. */
export const crowd = Array.from({ length: 20 }, (_, vendor) => ({
  id: `vendor-${vendor}`,
  name: `Vendor ${vendor} Ltd`,
  category: 'functional',
  purpose: 'Remembers what you chose.',
  hosts: [`v${vendor}.example`],
  cookies: Array.from({ length: 25 }, (_, cookie) => ({
    name: `c_${vendor}_${cookie}`,
    purpose: 'Tells one browser from another.',
    duration: 'P90D',
    party: 'third',
  })),
}));

export function peer(listed) {
  const names = ['essential', 'functional', 'analytics', 'targeting', 'social'];
  const cookieTable = {
    headers: { name: 'Name', vendor: 'Vendor', purpose: 'Purpose', duration: 'Duration' },
    body: crowd.flatMap(({ name: vendor, cookies }) =>
      cookies.map(({ name, purpose }) => ({ name, vendor, purpose, duration: '90 days' })),
    ),
  };
  const config = {
    hideFromBots: false,
    categories: Object.fromEntries(
      names.map((name) => [name, name === 'essential' ? { enabled: true, readOnly: true } : {}]),
    ),
    language: {
      default: 'en',
      translations: {
        en: {
          consentModal: {
            title: en.bannerTitle,
            description: en.bannerText,
            acceptAllBtn: en.accept,
            acceptNecessaryBtn: en.reject,
            showPreferencesBtn: en.choose,
          },
          preferencesModal: {
            title: en.dialogTitle,
            acceptAllBtn: en.accept,
            acceptNecessaryBtn: en.reject,
            savePreferencesBtn: en.save,
            closeIconLabel: en.close,
            sections: names.map((name) => ({
              title: en[`${name}Title`],
              description: en[`${name}Text`],
              linkedCategory: name,
              ...(listed && name === 'functional' ? { cookieTable } : {}),
            })),
          },
        },
      },
    },
  };
  return `<link rel="stylesheet" href="/cookieconsent.css">
<script src="/cookieconsent.umd.js" defer></script>
<script>addEventListener('DOMContentLoaded', () => CookieConsent.run(${JSON.stringify(config)}))</script>`;
}
