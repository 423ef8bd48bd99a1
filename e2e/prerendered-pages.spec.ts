// A page that the browser prepares before the visitor goes there (speculation rules): nothing is asked and nothing
// released until it is seen. DevTools switch prerendering off, so here a browser runs that nobody watches: the
// pages themselves tell our server, which also hears every request to the vendor.
import { spawn } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test as base, expect, type Request } from 'playwright/test';
import { findBrowser } from './find-browser.mjs';
import { createSite, type Page } from './site.ts';
import type { State } from './visitor.ts';

/** What a page told of itself, or the vendor's file that was asked for. */
interface Heard {
  readonly moment: string;
  readonly prerendering?: boolean;
  readonly state?: State;
  readonly banner?: boolean;
}

interface Journey {
  /** The page that is prepared. */
  readonly page: Page;
  /** What the visitor's first page does before the other is prepared. */
  readonly before?: string;
  /** What it does when the other is prepared, before going there. */
  readonly meanwhile?: string;
  /** What is told once the prepared page is seen. */
  readonly until: string;
}

const test = base.extend<{ travels(journey: Journey): Promise<Heard[]> }>({
  // biome-ignore lint/correctness/noEmptyPattern: Playwright reads the pattern
  travels: async ({}, use) => {
    const ends: (() => unknown)[] = [];
    await use((journey) => travel(journey, (end) => ends.unshift(end)));
    for (const end of ends) await end();
  },
});

const tells = (moment: string) =>
  `fetch('/tells', { method: 'POST', body: JSON.stringify({ moment: ${moment}, prerendering: document.prerendering,
    state: assent.state, banner: Boolean(document.querySelector('assent-ui')) }) });`;
// Everything that a page does when it is read has been done: an answer from the server has come, and a timer.
const prepared = `<script>addEventListener('load', () => fetch('/earlier').then(() => setTimeout(() => { ${tells("'prepared'")} })));
  document.addEventListener('assent:ready', () => { ${tells("'ready'")} });
  document.addEventListener('assent:show', () => { ${tells("'asked'")} });</script>`;

async function travel(
  { page, before = '', meanwhile = '', until }: Journey,
  onEnd: (end: () => unknown) => void,
) {
  const heard: Heard[] = [];
  const listeners = new Set<() => void>();
  const hears = (moment: string) =>
    new Promise<void>((done) => {
      const look = () => heard.some((each) => each.moment === moment) && done();
      listeners.add(look);
      look();
    });
  const tell = (news: Heard) => {
    heard.push(news);
    for (const look of listeners) look();
  };

  const server = createServer(async (request, response) => {
    const url = new URL(request.url ?? '/', `http://${request.headers.host}`);
    if (url.hostname === 'vendor.localhost') tell({ moment: 'vendor' });
    if (url.pathname === '/tells') {
      let text = '';
      for await (const part of request) text += part;
      tell(JSON.parse(text));
    }
    if (url.pathname === '/prepared') await hears('prepared');
    const reply = site.reply({ url: () => url.href } as Request);
    response.writeHead(reply.status ?? 200, { 'content-type': reply.contentType ?? 'text/plain' });
    response.end(reply.body);
  });
  await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening));
  const { port } = server.address() as AddressInfo;
  onEnd(() => server.close());
  onEnd(() => server.closeAllConnections());

  const vendor = `<script type="text/plain" data-consent="targeting" data-src="http://vendor.localhost:${port}/tag.js"></script>`;
  const site = createSite(`http://localhost:${port}`);
  site.page({ ...page, head: (page.head ?? '') + prepared, body: vendor });
  const rules = JSON.stringify({ prerender: [{ urls: ['/next'], eagerness: 'immediate' }] });
  site.page({
    path: '/start',
    // With its options above it, our script starts before the page's own code runs.
    options: {},
    region: page.region,
    body: `<script>${before}</script>
      <script type="speculationrules">${rules}</script>
      <script>fetch('/prepared').then(() => { ${meanwhile}; location.href = '/next' });</script>`,
  });

  const profile = await mkdtemp(join(tmpdir(), 'assent-visitor-'));
  onEnd(() => rm(profile, { recursive: true, force: true, maxRetries: 5 }));
  const sandbox = process.getuid?.() === 0 ? ['--no-sandbox'] : [];
  const browser = spawn(findBrowser({ whole: true }) ?? '', [
    '--headless',
    '--disable-gpu',
    '--no-first-run',
    '--disable-background-networking',
    '--host-resolver-rules=MAP *.localhost 127.0.0.1, MAP * ~NOTFOUND, EXCLUDE localhost, EXCLUDE 127.0.0.1',
    `--user-data-dir=${profile}`,
    ...sandbox,
    `http://localhost:${port}/start`,
  ]);
  const gone = new Promise((done) => browser.once('exit', done));
  onEnd(() => gone);
  onEnd(() => browser.kill());

  await hears(until);
  return heard;
}

const moments = (heard: Heard[]) =>
  heard.map(({ moment, prerendering }) => `${moment} ${prerendering ?? ''}`.trim());

test('a first visitor is asked by a prepared page only when it is seen', async ({ travels }) => {
  const heard = await travels({ page: {}, until: 'asked' });
  expect(moments(heard)).toEqual(['prepared true', 'ready false', 'asked false']);
  expect(heard[0]).toMatchObject({ banner: false, state: { undecided: true, surface: 'none' } });
});

test('a returning visitor brings a prepared page to life by going there', async ({ travels }) => {
  const heard = await travels({ page: {}, before: 'assent.grant()', until: 'vendor' });
  expect(heard[0]).toMatchObject({
    moment: 'prepared',
    prerendering: true,
    state: { granted: ['essential'] },
  });
  expect(moments(heard).filter((moment) => moment === 'vendor')).toHaveLength(1);
});

test('a visitor who answers while a page is prepared is not asked by it', async ({ travels }) => {
  const heard = await travels({ page: {}, meanwhile: 'assent.deny()', until: 'ready' });
  expect(moments(heard)).toEqual(['prepared true', 'ready false']);
  expect(heard[1]?.state).toMatchObject({ undecided: false, granted: ['essential'] });
});

test('a visitor whose signal comes on meanwhile is heard when the prepared page is seen', async ({
  travels,
}) => {
  const get = 'get: () => !document.prerendering, configurable: true';
  const page = {
    region: 'US-CA',
    first: `<script>Object.defineProperty(Navigator.prototype, 'globalPrivacyControl', { ${get} })</script>`,
  };
  const heard = await travels({ page, until: 'ready' });
  expect(moments(heard)).toEqual(['prepared true', 'ready false']);
  expect(heard[0]?.state).toMatchObject({ gpc: false, granted: ['essential'] });
  expect(heard[1]?.state).toMatchObject({
    gpc: true,
    denied: ['targeting', 'social'],
    decision: { by: 'gpc' },
  });
});
