/**
 * Every sentence Assent says to a developer: first what happened, with the value received; then what we did; then
 * what to do. A chunk of its own, fetched with the first fault.
 */
import { allCategories } from './categories.ts';

const categories = `Categories: ${allCategories.join(', ')}.`;

export const messages = {
  account: (error) =>
    `The account of a decision is not written (${error}). The decision holds; we write and post it from the next page.`,
  address: (address, where) =>
    `The address "${address}" of ${where} is neither http nor https, so it stays held.`,
  category: (name, where) =>
    allCategories.some((known) => known === name)
      ? `Category "${name}" in ${where} is not in use, so it stays held. Add it to "categories".`
      : `Unknown category "${name}" in ${where}, so it stays held. ${categories}${meant(name)}`,
  cookies: (vendor, own, third) =>
    [
      `Not all cookies of "${vendor}" are within a page's reach: those that are, we have erased.`,
      own && `Erase on your server: ${own}.`,
      third && `On other domains, for the visitor or the vendor to erase: ${third}.`,
    ]
      .filter(Boolean)
      .join(' '),
  debug: (error) =>
    `The report to developers did not load (${error}), so there is none. Serve debug.js beside our script, or take data-debug away.`,
  iab: (error) =>
    `The IAB strings did not load (${error}), so vendors hear nothing final from __gpp and __uspapi. Serve iab.js beside our script; by npm, import 'assent/iab'.`,
  iabTwice: (name) =>
    `Another tool answers as ${name}, so the option "iab" does nothing. Keep one of the two.`,
  endpoint: (address, error) =>
    `The endpoint "${address}" did not take a decision (${error}). We keep it and send it again later. It has to answer 2xx.`,
  file: (tag, error) =>
    `The file of tag "${tag}" did not load (${error}), so it stays held. Serve the folder tags/ beside our script.`,
  id: (id) =>
    `The vendor id "${id}" is missing, taken or a category's name, so it stays held. Give it a name of its own.`,
  json: (error) =>
    `The options block does not parse (${error}), so no tag is loaded and the strictest regime applies. Correct its JSON.`,
  layer: (layer, error) =>
    `The ${layer} did not load (${error}). Everything not essential stays denied; we ask again on the next page.`,
  links: (error) =>
    `The words of links and status elements did not load (${error}), so empty links say theirs in English and act all the same.`,
  name: (name) =>
    `Unknown name "${name}" in decide(), so it is left out. ${categories} Or the id of a vendor.`,
  nonce: (where) => `The nonce of this page is missing on ${where}, so it stays held. Write nonce="…" on it.`,
  option: (name, value) => `Option "${name}" is ${value}, so its default applies.`,
  poster: (address) =>
    `The poster "${address}" is not of this site, so it is not shown. Serve it from the page's own host.`,
  region: () =>
    'No region known, so the strictest regime (gdpr) applies. Pass one from your server: data-region="US-CA".',
  setting: (tag, name) => `Tag "${tag}" has no ${name}, so it stays held. Pass "${name}".`,
  started: () => 'start() is called twice, so the first call stands. Keep its result, or destroy() it first.',
  tag: (tag, moment, error) => `Tag "${tag}" failed in ${moment}(): ${error}. The others go on.`,
  texts: (locale, error) => `The texts for "${locale}" did not load (${error}), so English stands in.`,
  twice: () => 'The script is in this page twice, so the first one stands. Remove the other.',
  unknown: (tag, known) => `Unknown tag "${tag}", so it stays held. Tags: ${known}.`,
  vendor: (id, where) => `Unknown vendor "${id}" in ${where}, so it stays held. List it in "vendors".`,
} satisfies Readonly<Record<string, (...values: string[]) => string>>;

export type Fault = keyof typeof messages;
export type Messages = Readonly<Record<Fault, (...values: string[]) => string>>;

/** What other tools call our categories, and how people shorten them. */
const elsewhere = new Map(
  Object.entries({
    necessary: 'essential',
    required: 'essential',
    preferences: 'functional',
    functionality: 'functional',
    statistics: 'analytics',
    performance: 'analytics',
    marketing: 'targeting',
    advertising: 'targeting',
    ads: 'targeting',
  }),
);

function meant(name: string): string {
  const near =
    elsewhere.get(name) ??
    allCategories.find((category) => name && category.startsWith(name.slice(0, 4).toLowerCase()));
  return near ? ` Did you mean "${near}"?` : '';
}
