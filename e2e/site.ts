/**
 * The tested site: pages written by a test, and the built files of `dist/` as a site would serve them, on any
 * origin. A page that a test did not write is served by the last one without a path.
 */
import { existsSync, readFileSync } from 'node:fs';
import { extname } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Reply } from './reply.ts';
import { sentinelPath } from './request-log.ts';

export interface Page {
  /** Serves this page at one path only. @default every path without a page of its own */
  path?: string;
  /** The options block: an object, or the raw text of a broken one. @default no block */
  options?: object | string;
  /** @default 'DE'; `null` leaves the attribute out */
  region?: string | null;
  /** Further attributes of our script; `false` leaves the script out. */
  script?: Record<string, string> | false;
  /** One file instead of the core and its chunks. @default false */
  full?: boolean;
  /** Where the options block stands. @default 'before' our script */
  block?: 'before' | 'after';
  lang?: string;
  /** Stands before everything of ours. */
  first?: string;
  /** Stands in the head, after our script. */
  head?: string;
  body?: string;
  headers?: Record<string, string>;
}

export type Site = ReturnType<typeof createSite>;

const dist = fileURLToPath(new URL('../dist', import.meta.url));

export function createSite(origin: string) {
  const pages = new Map<string, Reply>();
  const files: [RegExp, Reply][] = [];
  const delays: [RegExp, Reply['after']][] = [];

  return {
    origin,
    host: new URL(origin).host,
    page({ path = '*', headers, ...page }: Page = {}) {
      pages.set(path, { contentType: 'text/html; charset=utf-8', body: write(page), headers });
    },
    /** Serves a file of the site's own, or something else in place of one of ours. */
    serves(path: RegExp, reply: Reply) {
      files.unshift([path, reply]);
    },
    /** Lets one of our own files arrive late. */
    delays(path: RegExp, after: Reply['after']) {
      delays.push([path, after]);
    },
    /** Loses every file of ours except the core. */
    losesChunks(reply: Reply = { status: 404 }) {
      files.unshift([/^\/(?!assent(\.full)?\.js$).+\.(js|json)$/, reply]);
    },
    /** Has every file of its own again. */
    findsChunks() {
      files.length = 0;
    },
    reply(request: { url(): string }): Reply {
      const { pathname } = new URL(request.url());
      if (pathname === sentinelPath) return { status: 204 };
      const [, own] = files.find(([path]) => path.test(pathname)) ?? [];
      const reply = own ?? (extname(pathname) ? built(pathname) : (pages.get(pathname) ?? pages.get('*')));
      const [, after = reply?.after] = delays.find(([path]) => path.test(pathname)) ?? [];
      // A sandboxed frame has no origin of its own, so that even our files are foreign to it.
      return {
        ...(reply ?? { status: 404 }),
        after,
        headers: { 'access-control-allow-origin': '*', ...reply?.headers },
      };
    },
  };
}

const types: Record<string, string> = {
  '.js': 'text/javascript; charset=utf-8',
  '.json': 'application/json',
  '.map': 'application/json',
  '.css': 'text/css',
};

function built(pathname: string): Reply | undefined {
  const file = `${dist}${pathname}`;
  const contentType = types[extname(pathname)];
  return contentType && existsSync(file) ? { contentType, body: readFileSync(file) } : undefined;
}

function write({
  options,
  region = 'DE',
  script = {},
  full,
  block = 'before',
  lang = 'en',
  first = '',
  head = '',
  body = '',
}: Page) {
  const json = typeof options === 'string' ? options : JSON.stringify(options)?.replaceAll('<', '\\u003c');
  const blockHtml = json ? `<script type="application/json" id="assent-options">${json}</script>` : '';
  const attributes = { src: full ? '/assent.full.js' : '/assent.js', 'data-region': region, ...script };
  const ours = script === false ? '' : `<script ${attributesOf(attributes)}></script>`;
  return `<!doctype html>
<html lang="${lang}">
<head>
<meta charset="utf-8">
<title>Hand-made shoes</title>
<meta name="viewport" content="width=device-width, initial-scale=1">
${first}
${block === 'before' ? blockHtml + ours : ours}
${head}
</head>
<body>
<header><a id="home" href="/">Hand-made shoes</a></header>
<main>
<h1>Shoes made by hand</h1>
<p>Each pair is cut, sewn and finished in our own workshop.</p>
${body}
</main>
${block === 'after' ? blockHtml : ''}
<footer>
<p><a id="legal" href="/legal">Legal notice</a></p>
<p><button id="settings" type="button" data-consent-action="open">Cookie settings</button></p>
<p><a id="opt-out" href="/privacy#opt-out" data-consent-action="opt-out">${optOutTitle}</a></p>
</footer>
</body>
</html>`;
}

/** Prescribed words (11 CCR 7013). */
const optOutTitle = 'Do Not Sell or Share My Personal Information';

function attributesOf(attributes: Record<string, string | null>) {
  return Object.entries(attributes)
    .filter((entry): entry is [string, string] => entry[1] !== null)
    .map(([name, value]) => `${name}="${value.replaceAll('&', '&amp;').replaceAll('"', '&quot;')}"`)
    .join(' ');
}
