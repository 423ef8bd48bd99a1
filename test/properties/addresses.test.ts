import fc from 'fast-check';
import { beforeEach, describe, vi } from 'vitest';
import { isLoadable } from '../../src/elements/source.ts';
import { anyText } from './arbitraries.ts';
import { holds, must } from './cases.ts';

beforeEach(() => void vi.stubGlobal('document', Object.create({ baseURI: 'https://shop.example/basket/' })));

/** What a URL parser strips: at both ends controls and spaces, and tabs and line ends anywhere (URL §4.4). */
const stripped = fc.constantFrom('\t', '\n', '\r');
const leading = fc.array(fc.oneof(stripped, fc.constantFrom(' ', '\0', '\x01', '\x1f', '\f')), {
  maxLength: 3,
});

/** Spells a scheme in every way a browser still understands. */
function spelt(scheme: string): fc.Arbitrary<string> {
  const letters = [...`${scheme}:`].map((letter) =>
    fc
      .tuple(fc.boolean(), fc.option(stripped, { freq: 6 }))
      .map(([capital, noise]) => (capital ? letter.toUpperCase() : letter) + (noise ?? '')),
  );
  return fc.tuple(leading, ...letters).map(([before, ...letters]) => before.join('') + letters.join(''));
}

const inPlace = fc
  .constantFrom(
    'javascript',
    'data',
    'vbscript',
    'blob',
    'file',
    'about',
    'filesystem',
    'view-source',
    'ws',
    'ftp',
    'intent',
  )
  .chain(spelt);
const rest = fc.oneof(
  anyText,
  fc.constantFrom(
    'alert(1)',
    '//vendor.example/%0aalert(1)',
    'text/html,<script>alert(1)</script>',
    '/https://vendor.example/',
  ),
);
const host = fc.oneof(fc.domain(), fc.ipV4(), fc.constant('[::1]'), fc.constant('LOCALHOST:8080'));

describe('isLoadable()', () => {
  holds(
    'never loads an address that runs in place, however it is spelt',
    fc.property(inPlace, rest, (scheme, rest) => !isLoadable(scheme + rest)),
  );

  holds(
    'loads every http and https address, however it is spelt',
    fc.property(
      fc.oneof(fc.constant(''), spelt('https'), spelt('http')),
      fc.constantFrom('//', '\\\\', '/\\'),
      host,
      fc.webPath(),
      (scheme, slashes, host, path) => isLoadable(scheme + slashes + host + path),
    ),
  );

  holds(
    'judges any text without a throw',
    fc.property(anyText, (text) => {
      const plain = text.replace(/[\t\n\r]/g, '').replace(/^[\0-\x20]+/, '');
      const scheme = /^[a-z][a-z\d+.-]*:/i.exec(plain)?.[0].toLowerCase() ?? 'https:';
      must(!isLoadable(text) || ['http:', 'https:'].includes(scheme), scheme);
    }),
  );
});
