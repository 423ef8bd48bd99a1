/**
 * The whole network of an engine: a SOCKS proxy that answers every host itself and writes down what was asked. Not every
 * engine lets a test step between page and network, but each can be told of such a proxy.
 */
import {
  createServer,
  type IncomingHttpHeaders,
  type IncomingMessage,
  type RequestListener,
  type ServerResponse,
} from 'node:http';
import { createServer as createTlsServer } from 'node:https';
import { type AddressInfo, createServer as createSocketServer, type Socket } from 'node:net';
import type { Reply } from '../reply.ts';
import { sentinelPath } from '../request-log.ts';
import { makeCertificate } from './certificate.ts';

export interface Asked {
  readonly url: string;
  readonly host: string;
  readonly path: string;
  readonly type: string;
  readonly headers: IncomingHttpHeaders;
}

export type Answers = (asked: Asked) => Reply;

export type Network = Awaited<ReturnType<typeof createNetwork>>;

export async function createNetwork() {
  const asked: Asked[] = [];
  let answers: Answers = () => ({ status: 404 });
  let open = 0;

  const reply = async (request: IncomingMessage, response: ServerResponse, scheme: string) => {
    request.resume();
    const address = request.url?.startsWith('/')
      ? `${scheme}://${request.headers.host}${request.url}`
      : request.url;
    const { href, host, pathname, search } = new URL(address ?? '');
    if (ownErrands.test(host)) return response.writeHead(502).end();
    const type = types[String(request.headers['sec-fetch-dest'])] ?? 'fetch';
    const one = { url: href, host, path: pathname + search, type, headers: request.headers };
    if (pathname !== sentinelPath) asked.push(one);
    open += 1;
    response.once('close', () => {
      open -= 1;
    });
    const { status = 200, contentType, body = '', headers, after } = answers(one);
    await (typeof after === 'number' ? undefined : after);
    response.writeHead(status, { ...(contentType && { 'content-type': contentType }), ...headers });
    response.end(status === 204 ? undefined : body);
  };
  const listener =
    (scheme: string): RequestListener =>
    (request, response) =>
      void reply(request, response, scheme).catch(() => response.destroy());

  const plain = createServer(listener('http'));
  const secure = createTlsServer(makeCertificate(), listener('https'));
  secure.on('tlsClientError', () => {});
  const sockets = new Set<Socket>();
  const proxy = createSocketServer((socket) => {
    sockets.add(socket);
    socket.on('error', () => {}).once('close', () => sockets.delete(socket));
    greet(socket)
      .then((first) => (first === handshake ? secure : plain).emit('connection', socket))
      .catch(() => socket.destroy());
  });
  await new Promise<void>((listening) => proxy.listen(0, '127.0.0.1', listening));

  return {
    port: (proxy.address() as AddressInfo).port,
    /** Gives the network its sites, and forgets what was asked so far. */
    serves(given: Answers) {
      answers = given;
      asked.length = 0;
    },
    asked,
    busy: () => open > 0,
    clear() {
      asked.length = 0;
    },
    close() {
      proxy.close();
      for (const socket of sockets) socket.destroy();
    },
  };
}

/**
 * Takes a connection to any host, without a password (RFC 1928, sections 3 to 6). Gives the first byte of what follows,
 * and leaves it there.
 */
async function greet(socket: Socket): Promise<number | undefined> {
  const [, methods = 0] = await take(socket, 2);
  await take(socket, methods);
  socket.write(Buffer.from([5, 0]));
  const [, , , kind] = await take(socket, 4);
  const [length = 0] = kind === 3 ? await take(socket, 1) : [kind === 4 ? 16 : 4];
  // The host is named again inside, and that is the name that counts.
  await take(socket, length + 2);
  socket.write(Buffer.from([5, 0, 0, 1, 0, 0, 0, 0, 0, 0]));
  const first = await take(socket, 1);
  socket.unshift(first);
  return first[0];
}

async function take(socket: Socket, bytes: number): Promise<Buffer> {
  while (bytes) {
    const taken: Buffer | null = socket.read(bytes);
    if (taken) return taken;
    if (socket.readableEnded || socket.destroyed) throw new Error('The browser hung up.');
    await new Promise((told) => {
      for (const event of ['readable', 'end', 'close']) socket.once(event, told);
    });
  }
  return Buffer.alloc(0);
}

/** First byte of a TLS connection (RFC 8446, section 5.1). */
const handshake = 22;

/** What a browser asks its own maker is no part of a visit. */
const ownErrands =
  /(^|\.)(mozilla\.(org|com|net)|firefox\.com|mozgcp\.net|googleapis\.com|gvt1\.com)(:\d+)?$/;

/** `Sec-Fetch-Dest`, in Playwright's words (Fetch Metadata, section 2.1). */
const types: Readonly<Record<string, string>> = {
  document: 'document',
  iframe: 'document',
  frame: 'document',
  image: 'image',
  script: 'script',
  style: 'stylesheet',
};
