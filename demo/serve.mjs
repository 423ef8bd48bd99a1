// Serves the demo: this folder at `/`, the built files at `/dist/`, the shop by its own server at `/shop/`. Listens on this machine alone, keeps
// nothing in caches, and refuses every path that leaves the two folders.

import { realpathSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import { extname, join, sep } from 'node:path';
import { fileURLToPath } from 'node:url';

const demo = fileURLToPath(new URL('.', import.meta.url));
const dist = fileURLToPath(new URL('../dist/', import.meta.url));

const types = {
  '.css': 'text/css; charset=utf-8',
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.json': 'application/json; charset=utf-8',
  '.map': 'application/json; charset=utf-8',
  '.mjs': 'text/javascript; charset=utf-8',
  '.svg': 'image/svg+xml',
  '.ts': 'text/plain; charset=utf-8',
  '.tsx': 'text/plain; charset=utf-8',
};

/**
 * Starts the server on `port`, or on the next one that is free; `0` takes any.
 * @param {number} port
 * @param {string} [collector] who hears of what the shop's server measures, instead of Google
 * @returns {Promise<{ url: string, port: number, close: () => Promise<void> }>}
 */
export async function serve(port = 4173, collector) {
  const server = createServer((request, response) => {
    if (/^\/shop(\/|\?|$)/.test(request.url))
      shop(request, response, collector).catch(() => response.destroy());
    else answer(request, response);
  });
  const taken = await listen(server, port);
  return {
    url: `http://localhost:${taken}/`,
    port: taken,
    close: () =>
      new Promise((done) => {
        server.close(() => done());
        server.closeAllConnections();
      }),
  };
}

function listen(server, port) {
  return new Promise((resolve, reject) => {
    const onError = (error) => {
      if (error.code === 'EADDRINUSE' && port < 65535) resolve(listen(server, port + 1));
      else reject(error);
    };
    server.once('error', onError);
    server.listen(port, '127.0.0.1', () => {
      server.off('error', onError);
      resolve(server.address().port);
    });
  });
}

async function shop(request, response, collector) {
  // Built by `npm run build`, and brought in when somebody asks for it.
  const built = await import('./build/shop.js');
  await built.shop(request, response, collector);
}

async function answer(request, response) {
  const head = {
    // The gallery's frames are sandboxed: without an origin of their own, even our files are foreign to them.
    'access-control-allow-origin': '*',
    'cache-control': 'no-store',
    'x-content-type-options': 'nosniff',
  };
  if (request.method !== 'GET' && request.method !== 'HEAD') {
    response.writeHead(405, { ...head, allow: 'GET, HEAD' }).end();
    return;
  }
  const file = fileFor(request.url);
  const body = file && (await readFile(file).catch(() => null));
  if (!body) {
    response.writeHead(404, { ...head, 'content-type': 'text/plain; charset=utf-8' }).end('Not found\n');
    return;
  }
  const type = types[extname(file)] ?? 'application/octet-stream';
  response.writeHead(200, { ...head, 'content-type': type, 'content-length': body.length });
  response.end(request.method === 'HEAD' ? undefined : body);
}

function fileFor(address) {
  let path;
  try {
    // Taken apart by hand: `new URL` reads a path that opens with two slashes as a host.
    path = decodeURIComponent(address.split(/[?#]/, 1)[0]);
  } catch {
    return null;
  }
  if (path.includes('\0')) return null;
  const [root, rest] = path.startsWith('/dist/') ? [dist, path.slice('/dist/'.length)] : [demo, path];
  const file = join(root, rest.endsWith('/') || rest === '' ? `${rest}index.html` : rest);
  const folder = root.endsWith(sep) ? root : root + sep;
  return file.startsWith(folder) ? file : null;
}

if (process.argv[1] && realpathSync(process.argv[1]) === fileURLToPath(import.meta.url)) {
  const { url } = await serve(Number(process.env.PORT) || 4173);
  console.log(`Assent demo: ${url}`);
}
