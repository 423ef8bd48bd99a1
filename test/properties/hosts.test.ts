import fc from 'fast-check';
import { describe } from 'vitest';
import { createHosts } from '../../src/hosts.ts';
import { type Known, knownVendors } from '../../src/known-vendors.ts';
import { anyJson, anyText } from './arbitraries.ts';
import { holds, must } from './cases.ts';

const ownHost = 'shop.example';
const base = `https://${ownHost}/basket/`;
const known = createHosts(knownVendors, ownHost);
const patterns = knownVendors.flatMap(({ hosts = [] }) => hosts);

/** The vendor of an address as a browser would ask for it: its own parser, then the table from top to bottom. */
function expected(address: string, page: string = base): Known | undefined {
  let url: URL;
  try {
    url = new URL(address, page);
  } catch {
    return undefined;
  }
  const host = url.hostname.endsWith('.') ? url.hostname.slice(0, -1) : url.hostname;
  let owner: Known | undefined;
  let longest = '';
  for (const vendor of knownVendors) {
    for (const pattern of vendor.hosts ?? []) {
      const slash = pattern.indexOf('/');
      const [name, path] = slash < 0 ? [pattern, ''] : [pattern.slice(0, slash), pattern.slice(slash)];
      if (new URL(page).hostname === name || new URL(page).hostname.endsWith(`.${name}`)) continue;
      if (host !== name && !host.endsWith(`.${name}`)) continue;
      // Facebook's script has its language in its path.
      const language = /^\/[A-Za-z0-9_]{2}_[A-Za-z0-9_]{2}\//;
      const asked =
        path.startsWith('/en_US/') && language.test(url.pathname)
          ? `/en_US${url.pathname.slice(6)}`
          : url.pathname;
      if (!asked.startsWith(path)) continue;
      if (pattern.length > longest.length) [owner, longest] = [vendor, pattern];
    }
  }
  return owner;
}

/** Noise that a URL parser takes out, wherever it stands. */
const stripped = fc.constantFrom('\t', '\n', '\r');
function spelt(text: string): fc.Arbitrary<string> {
  const letter = fc.tuple(fc.boolean(), fc.option(stripped, { freq: 12 }));
  return fc
    .array(letter, { minLength: text.length, maxLength: text.length })
    .map((noises) =>
      noises
        .map(([capital, noise], at) => `${capital ? text[at]?.toUpperCase() : text[at]}${noise ?? ''}`)
        .join(''),
    );
}

/** A letter of a host, and a dot, in ways that a URL parser reads as the plain one (URL §3.5, "host parser"). */
function disguised(host: string): fc.Arbitrary<string> {
  const escaped = (letter: string) => `%${letter.charCodeAt(0).toString(16)}`;
  const wide = (letter: string) =>
    letter === '.' ? '\u3002' : String.fromCharCode(letter.charCodeAt(0) + 0xfee0);
  const ways = [escaped, wide, (letter: string) => `${letter}\u00ad`, String, String, String, String];
  const way = fc.constantFrom(...ways);
  return fc
    .array(way, { minLength: host.length, maxLength: host.length })
    .map((ways) => ways.map((way, at) => way(host[at] as string)).join(''));
}

const label = fc.stringMatching(/^[a-z\d]([a-z\d-]{0,5}[a-z\d])?$/);
const heldAddress = fc
  .record({
    before: fc.constantFrom('', '', ' ', '\n\t ', '\x01', '\0 \x1f'),
    scheme: fc.constantFrom('https:', 'http:', 'wss:', '').chain(spelt),
    slashes: fc.constantFrom('//', '//', '\\\\', '/\\', '///', '/\t/'),
    visitor: fc.constantFrom('', '', 'me@', 'me:secret@', 'me%40:@', 'shop.example@'),
    sub: fc.array(label, { maxLength: 3 }).map((labels) => labels.map((each) => `${each}.`).join('')),
    pattern: fc.constantFrom(...patterns).chain((pattern) => {
      const [host = '', ...path] = pattern.split('/');
      return fc
        .oneof(spelt(host), disguised(host))
        .map((host) => ({ host, path: ['', ...path].join('/').replace('en_US', 'de_DE') }));
    }),
    dot: fc.constantFrom('', '', '.'),
    port: fc.constantFrom('', '', ':443', ':80', ':8443', ':'),
    rest: fc.oneof(fc.webPath(), fc.constantFrom('', '?q', '#x', '/../', '\\x')),
  })
  .map(({ before, scheme, slashes, visitor, sub, pattern, dot, port, rest }) => {
    const path = pattern.path && pattern.path + (rest.startsWith('/../') ? '' : rest);
    return before + scheme + slashes + visitor + sub + pattern.host + dot + port + (path || rest);
  });

const lookAlike = fc
  .tuple(
    fc.constantFrom(...patterns).map((pattern) => pattern.replace(/\/.*/, '')),
    fc.nat({ max: 13 }),
    label,
  )
  .map(([host, kind, word]) => {
    const plain = [
      '//evil.example',
      'https://cdn.example',
      '',
      '.',
      '..',
      `//${ownHost}`,
      'https:',
      '?',
      '#',
    ];
    const around = `https://${word}.example`;
    return [
      `https://not${host}/`,
      `https://${word}-${host}/`,
      `//${host}.evil.example/x.js`,
      `https://${host}${word}/`,
      `${around}/${host}/x.js`,
      `${around}/?u=https://${host}/`,
      `${around}/#//${host}/`,
      `${around}/https://${host}/`,
      `https://${host}@${word}.example/`,
      `https://${host.replaceAll('.', '-')}.example/`,
      `/${host}/x.js`,
      `${host}/x.js`,
      `data:text/html,//${host}/`,
      `${plain[word.length % plain.length]}/${host}`,
    ][kind] as string;
  });

describe('vendorOf()', () => {
  holds(
    "knows a vendor's address in every spelling a browser understands",
    fc.property(heldAddress, (address) => {
      const vendor = expected(address);
      // `//` alone may give another host than the one meant, as in `///t.co`.
      must(known.vendorOf(address, base) === vendor, known.vendorOf(address, base)?.id, vendor?.id);
      fc.pre(vendor !== undefined);
    }),
  );

  holds(
    "never takes an address for a vendor's that only looks like it",
    fc.property(lookAlike, (address) => {
      fc.pre(expected(address) === undefined);
      must(known.vendorOf(address, base) === undefined, known.vendorOf(address, base)?.id);
    }),
  );

  holds(
    "never takes the page's own addresses for a vendor's, even on a vendor's host",
    fc.property(
      fc.constantFrom(...patterns),
      fc.array(label, { maxLength: 2 }),
      fc.webPath(),
      (pattern, labels, path) => {
        const [name = ''] = pattern.split('/');
        const host = [...labels, name].join('.');
        const page = `https://${host}/`;
        const own = createHosts(knownVendors, host);
        for (const address of [path, `//${host}${path}`, page]) {
          const vendor = own.vendorOf(address, page);
          must(vendor === expected(address, page), vendor?.id);
        }
      },
    ),
  );

  const named = fc.oneof(anyText, fc.webUrl(), anyJson('https://t.co/', '//facebook.com/plugins', 'x.com'));
  const host = fc.oneof(
    fc.domain(),
    anyText,
    fc.constantFrom('', '*.vendor.example', '(', '[', 'x.com/', '.'),
  );
  const json = anyJson('name', 'party', 'first', '_ga*', 'vendor.example');
  const declared = fc.record({ hosts: fc.oneof(fc.array(host, { maxLength: 4 }), json), cookies: json });
  holds(
    'judges any address and cookie by anything a vendor declares without a throw',
    fc.property(named, declared, (address, lists) => {
      const vendor = { id: 'own', category: 'analytics', ...(lists as object) } as Known;
      const own = createHosts([vendor, ...knownVendors], ownHost);
      own.vendorOf(address, base);
      own.writersOf('_ga');
      const owner = known.vendorOf(address, base);
      if (typeof address === 'string') must(owner === expected(address), owner?.id);
    }),
  );
});
