/**
 * The measured site: a marketing page of about 40 kB in several variants, and the built files of `dist/`, all
 * brotli-compressed in memory before the first visit. A rebuild meanwhile disturbs nothing.
 */
import { readdirSync, readFileSync } from 'node:fs';
import { createServer } from 'node:http';
import { extname } from 'node:path';
import { fileURLToPath } from 'node:url';
import { brotliCompressSync } from 'node:zlib';
import { crowd, peer, peerFiles } from './peer.mjs';
import { pastedTags, tagSettings } from './vendors.mjs';

const dist = fileURLToPath(new URL('../dist/', import.meta.url));
const words =
  `leather last sole welt stitch thread heel lining cork wax brass eyelet tongue upper bench hand cut sewn pair
worn mended again every morning slowly with care by the same four people who learned it from others in a small
town near sea where rain comes often and boots must hold for years not months each one is shaped twice dried
polished numbered then sent to its owner under plain paper no two feet are alike so we measure both before cutting`.split(
    /\s+/,
  );
const types = {
  '.css': 'text/css',
  '.js': 'text/javascript',
  '.json': 'application/json',
  '.html': 'text/html; charset=utf-8',
};

export async function openSite() {
  const files = new Map();
  const add = (path, body) => {
    const type = types[extname(path)];
    if (type) files.set(path, { type, size: body.length, body: brotliCompressSync(body) });
  };
  for (const name of [
    ...readdirSync(dist),
    ...readdirSync(`${dist}locales`).map((file) => `locales/${file}`),
  ]) {
    if (extname(name)) add(`/${name}`, readFileSync(dist + name));
  }
  if (!files.has('/assent.js')) throw new Error('dist/assent.js is missing: run "npm run build" first.');
  for (const [path, body] of Object.entries(peerFiles)) add(path, body);
  add('/blank.html', Buffer.from('<!doctype html><link rel="icon" href="data:,"><title>Blank</title>'));

  const server = createServer((request, response) => {
    const file = files.get(request.url);
    if (!file) return response.writeHead(404).end();
    response.writeHead(200, {
      'content-type': file.type,
      'content-encoding': 'br',
      'content-length': file.body.length,
      'cache-control': 'no-store',
    });
    response.end(file.body);
  });
  await new Promise((listening) => server.listen(0, '127.0.0.1', listening));

  return {
    origin: `http://127.0.0.1:${server.address().port}`,
    /** Adds a variant of the page and gives its path. Without a region it is the page without us. */
    page(variant = {}) {
      const path = `/${files.size}.html`;
      add(path, Buffer.from(write(variant)));
      return path;
    },
    /** A page's size in kB, as written or as sent. */
    size(path, encoding) {
      const { size, body } = files.get(path);
      return ((encoding ? body.length : size) / 1000).toFixed(1);
    },
    close() {
      server.close();
      server.closeAllConnections();
    },
  };
}

function write({ region, tags, held = 0, button, peered, listed }) {
  const options = {
    policy: '/privacy',
    tags: tags === 'configured' ? tagSettings : {},
    vendors: listed ? crowd : [],
  };
  const ours = `<script type="application/json" id="assent-options">${JSON.stringify(options)}</script>
<script src="/assent.js" data-region="${region}"></script>`;
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<title>Hand-made shoes</title>
<meta name="viewport" content="width=device-width, initial-scale=1">
<link rel="icon" href="data:,">
${region ? ours : ''}
${peered ? peer(listed) : ''}
${tags === 'pasted' ? pastedTags : ''}
<style>
body { margin: 0; font: 1rem/1.6 system-ui; color: #222 }
header, section { max-width: 44rem; margin: auto; padding: 1.5rem }
h1 { font-size: 2.5rem; line-height: 1.1 }
section:nth-child(even) { background: #f4f1ec }
#plain { position: fixed; inset: auto 0 0; padding: 1.5rem; background: #fff; border-top: 1px solid }
</style>
</head>
<body>
<header><h1>Shoes made by hand, mended for life</h1><p>${prose(0, 60)}</p></header>
<main>
${Array.from({ length: 36 }, (_, at) => section(at + 1)).join('\n')}
</main>
${button ? plainButton : ''}
${'<script type="text/plain" data-consent="analytics">bench.ran()</script>\n'.repeat(held)}
</body>
</html>`;
}

// What a site without us would do: the box goes away, and a loop inserts what the page holds.
const plainButton = `<div id="plain"><p>${prose(3, 40)}</p><button type="button">Fine</button></div>
<script>
document.querySelector('#plain button').addEventListener('click', () => {
  document.querySelector('#plain').remove();
  for (const held of document.querySelectorAll('script[type="text/plain"]')) {
    const script = document.createElement('script');
    script.text = held.text;
    held.replaceWith(script);
  }
});
</script>`;

function section(at) {
  return `<section><h2>${prose(at * 31, 4)}</h2>
<p>${prose(at * 17, 90)}</p>
<p>${prose(at * 23, 80)} <a href="/shoes/${at}">${prose(at, 3)}</a></p>
</section>`;
}

/** Words in an order that repeats nowhere, so that the page compresses like one that somebody wrote. */
function prose(seed, length) {
  let state = seed + 1;
  const next = () => {
    state = (state * 48_271) % 2_147_483_647;
    return words[state % words.length];
  };
  for (let turn = 0; turn < 5; turn += 1) next();
  return Array.from({ length }, next).join(' ');
}
