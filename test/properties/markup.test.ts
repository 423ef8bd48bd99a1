import fc from 'fast-check';
import { type DefaultTreeAdapterTypes, parseFragment } from 'parse5';
import { describe } from 'vitest';
import { setAside } from '../../src/guards/markup.ts';
import { alike, holds, must } from './cases.ts';

type Node = DefaultTreeAdapterTypes.Node;

/** The attributes by which a browser asks for an address of itself. */
const asks: Readonly<Record<string, readonly string[]>> = {
  script: ['src'],
  img: ['src', 'srcset'],
  iframe: ['src'],
  link: ['href'],
  video: ['src', 'poster'],
  audio: ['src'],
  source: ['src', 'srcset'],
  embed: ['src'],
  object: ['data'],
  input: ['src'],
  a: ['ping'],
};
const isHeldAddress = (address: string) =>
  /^(https?:)?\/\/([\w-]+\.)*vendor\.example[/?#\s,]?/i.test(address.trim());
const isHeld = (tag: string, name: string, address: string) =>
  Boolean(asks[tag]?.includes(name)) && address.split(/[\s,]+/).some(isHeldAddress);

const heldAddress = fc.constantFrom(
  'https://vendor.example/pixel',
  '//cdn.vendor.example/a.js?b=1',
  'HTTPS://VENDOR.EXAMPLE/',
  'https://vendor.example/a.jpg 2x',
  '/own.jpg 1x, https://vendor.example/a.jpg 2x',
);
const other = fc.constantFrom(
  ...[
    '',
    '/own.js',
    'https://cdn.example/x',
    'plain',
    'a < b',
    'a > b',
    "it's",
    'say "so"',
    'a=b',
    '<img',
    '/>',
  ],
  ...[
    '<img src=https://vendor.example/>',
    ' src="https://vendor.example/" ',
    " src='https://vendor.example/' ",
    ' src=//vendor.example',
  ],
  'https://cdn.example/?u=https://vendor.example/',
);
const space = fc.constantFrom('', '', ' ', '\n', '\t ');

/** One attribute, quoted in every way that its value allows. */
const attribute = fc
  .record({
    gap: fc.constantFrom(' ', '\n', '  ', '/', ' / '),
    name: fc.constantFrom(
      ...['src', 'src', 'src', 'SRC', 'srcset', 'href', 'data', 'poster', 'ping'],
      ...['alt', 'title', 'async', 'data-own', 'data-src-own', 'xsrc', 'src-x', 'onload'],
    ),
    value: fc.option(fc.oneof(heldAddress, other), { freq: 8 }),
    before: space,
    after: space,
    quote: fc.constantFrom('"', "'", ''),
  })
  .map(({ gap, name, value, before, after, quote }) => {
    if (value === null) return `${gap}${name}`;
    const bare = value !== '' && !/[\s"'=<>`]/.test(value);
    if (!quote && bare) return `${gap}${name}${before}=${after}${value} `;
    const around = value.includes('"') ? "'" : value.includes("'") ? '"' : quote || '"';
    if (value.includes('"') && value.includes("'")) return gap + name;
    return `${gap}${name}${before}=${after}${around}${value}${around}`;
  });
const nameOf = (text: string) => /[^\s/][^\s/=]*/.exec(text)?.[0].toLowerCase();

const element = fc
  .record({
    tag: fc.constantFrom(
      ...Object.keys(asks),
      'IMG',
      'Script',
      'p',
      'b',
      'template',
      'image',
      'scripts',
      'my-img',
    ),
    attributes: fc.uniqueArray(attribute, { maxLength: 4, selector: nameOf }),
    end: fc.constantFrom('>', ' >', '/>', ' />'),
    text: fc.constantFrom(
      '',
      'text',
      'see src="https://vendor.example/"',
      'a < b',
      '&lt;img src=//vendor.example/&gt;',
    ),
    closed: fc.boolean(),
  })
  .map(({ tag, attributes, end, text, closed }) => {
    // What follows a script or a frame that is left open is its text, to the end.
    const raw = /^(script|iframe)$/i.test(tag);
    return `<${tag}${attributes.join('')}${end}${raw ? '' : text}${closed || raw ? `</${tag}>` : ''}`;
  });
const markup = fc.array(
  fc.oneof(
    { weight: 5, arbitrary: element },
    {
      weight: 1,
      arbitrary: fc.constantFrom(
        'text ',
        'src="https://vendor.example/"',
        '<',
        '<>',
        '</p>',
        '<!-- a -->',
        '&amp;',
      ),
    },
  ),
  { maxLength: 6 },
);

/** Every element, text and comment in the order of the document, what templates hold included. */
function nodesOf(node: Node): Node[] {
  const inside = 'content' in node ? [node.content] : [];
  const children = 'childNodes' in node ? node.childNodes : [];
  return [node, ...[...inside, ...children].flatMap(nodesOf)];
}

const shown = (node: Node, attributes: readonly (readonly [string, string])[]) =>
  'tagName' in node
    ? [node.tagName, attributes]
    : [node.nodeName, 'value' in node ? node.value : 'data' in node ? node.data : ''];
const attributesOf = (node: Node) =>
  'attrs' in node ? node.attrs.map(({ name, value }) => [name, value] as const) : [];

/** What is expected of an element: held addresses wait under another name, and a mark says so. */
function heldBack(node: Node): (readonly [string, string])[] {
  const attributes = new Map<string, string>();
  for (const [name, value] of attributesOf(node)) {
    const held = 'tagName' in node && isHeld(node.tagName, name, value);
    if (held && !attributes.has('data-consent-held')) attributes.set('data-consent-held', '');
    const kept = held ? `data-${name === 'data' ? 'src' : name}` : name;
    if (!attributes.has(kept)) attributes.set(kept, value);
  }
  return [...attributes];
}

describe('setAside()', () => {
  holds(
    'leaves no address of a held vendor for the parser, and everything else as it was',
    fc.property(markup, (parts) => {
      const text = parts.join('');
      const read = nodesOf(parseFragment(setAside(text, isHeld)));
      for (const node of read) {
        for (const [name, value] of attributesOf(node)) {
          must(!('tagName' in node) || !isHeld(node.tagName, name, value), text, name, value);
        }
      }
      const was = nodesOf(parseFragment(text)).map((node) => shown(node, heldBack(node)));
      const is = read.map((node) => shown(node, attributesOf(node)));
      must(alike(is, was), text, is, was);
    }),
  );
});
