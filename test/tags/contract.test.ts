/**
 * What every tag promises, whoever its vendor: found by reading `src/tags/`, so that a new file is held to it as soon as
 * it is there. What a vendor is told, word by word, stands in the test of its own.
 */
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { beforeEach, describe, expect, it, vi } from 'vitest';
import { type DeclaredTag, readTags, sampleOf } from '../../declarations.mjs';
import { createHosts } from '../../src/hosts.ts';
import type { Category, Tag, TagPage } from '../../src/types.ts';
import { lifetime } from '../../src/ui/cookies.tsx';
import { erase } from '../../src/withdraw.ts';
import { openDocument } from '../document.ts';
import { filesIn, read, root } from '../files.ts';
import { openPage } from '../page.ts';
import { heard } from '../said.ts';
import { categories, tagPage } from '../visit.ts';

const tags = readTags();

/** A fresh copy of a tag's file, which has said nothing yet. */
async function load({ id, maker }: DeclaredTag): Promise<(settings?: object) => Tag> {
  vi.resetModules();
  const { explainWith } = await import('../../src/warn.ts');
  explainWith(() => import('../../src/messages.ts'));
  const file = await import(/* @vite-ignore */ join(root, `src/tags/${id}.ts`));
  return file[maker];
}

/** The page as a tag meets it: what it asks for, and what stood in the page's own names at that moment. */
function openTagPage() {
  openDocument();
  const own = new Set(Object.getOwnPropertyNames(window));
  const asked: { src: string; said: string }[] = [];
  const said = () =>
    JSON.stringify(
      Object.getOwnPropertyNames(window)
        .filter((name) => !own.has(name))
        .sort()
        .map((name) => [name, plain(Reflect.get(window, name))]),
    );
  const left = () => [document.cookie, document.scripts.length, window.localStorage.length];
  const at = (granted: readonly Category[], model: 'opt-in' | 'opt-out' = 'opt-in'): TagPage => ({
    ...tagPage(granted, { model }),
    script(src) {
      asked.push({ src, said: said() });
      return document.createElement('script');
    },
  });
  return { asked, said, left, at };
}

/** Queues as plain values: functions by what hangs on them, `arguments` as lists, each object once. */
function plain(value: unknown, seen = new Set<unknown>()): unknown {
  // One among the words of a call is not the queue's own.
  if (typeof value === 'function' && !Object.keys(value).length)
    return seen.size > 1 ? 'a filter' : 'its own';
  if (Object(value) !== value) return String(value);
  if (value instanceof Date) return 'a date';
  if (seen.has(value)) return 'again';
  const within = new Set([...seen, value]);
  if (/Array|Arguments/.test(Object.prototype.toString.call(value))) {
    const list = Array.from(value as ArrayLike<unknown>, (each) => plain(each, within));
    const named = Object.entries(value as object).filter(([name]) => !/^\d+$/.test(name));
    return named.length ? [list, named.map(([name, each]) => [name, plain(each, within)])] : list;
  }
  return Object.entries(value as object).map(([name, each]) => [name, plain(each, within)]);
}

const every: readonly Category[] = ['functional', 'analytics', 'targeting', 'social'];
const isWithin = (address: string, hosts: readonly string[]) => {
  const vendor = { id: 'any', category: 'social' as const, hosts };
  return createHosts([vendor], 'shop.example').vendorOf(address, 'https://shop.example/') === vendor;
};

describe('src/tags/', () => {
  it('is read whole: what is no vendor is named here', () => {
    const read = tags.map(({ id }) => `src/tags/${id}.ts`);
    const others = filesIn('src/tags').filter((file) => !read.includes(file));
    expect(tags.length).toBeGreaterThan(5);
    expect(others.map((file) => file.replace(/.*\//, ''))).toEqual([
      'custom-tag.ts',
      'google-consent-mode.ts',
      'google-tag.ts',
      'snippet.ts',
    ]);
  });
});

describe.each(tags)('the declaration of $id', (tag) => {
  const { id, vendor } = tag;

  it('is the value that its file gives, under its own name', async () => {
    const file = await import(/* @vite-ignore */ join(root, `src/tags/${id}.ts`));
    expect(Object.keys(file).sort()).toEqual([tag.maker, `${tag.maker}Vendor`].sort());
    expect(file[`${tag.maker}Vendor`]).toEqual(vendor);
    expect(vendor.id).toBe(id);
    expect(existsSync(join(root, `test/tags/${id}.test.ts`))).toBe(true);
  });

  it('has a legal name, a policy, a category and one sentence of purpose', () => {
    expect(vendor.name).toMatch(/^[^<>]{4,}$/);
    expect(vendor.policy).toMatch(/^https:\/\/[\w.-]+\.\w+\//);
    expect(categories).toContain(vendor.category);
    expect(vendor.purpose).toMatch(/^[A-Z][^<>.]+\.$/);
    expect(vendor.lang).toBe('en');
  });

  it('lists hosts, the shortest that covers what it sends', () => {
    for (const host of vendor.hosts) expect(host).toMatch(/^[a-z\d-]+(\.[a-z\d-]+)+(\/[\w-]+)*$/);
    const covered = vendor.hosts.filter((host) =>
      isWithin(
        `https://${host}`,
        vendor.hosts.filter((other) => other !== host),
      ),
    );
    expect(covered).toEqual([]);
  });

  it('says of each cookie what for, how long and whose', () => {
    for (const { name, purpose, duration, party } of vendor.cookies) {
      expect(name).toMatch(/^[\w./#-]+\*?$/);
      expect(purpose).toMatch(/^[A-Z][^<>.]+\.$/);
      expect(lifetime(duration) ?? 'session').toMatch(
        /^(session|\d+ (year|month|week|day|hour|minute|second)s?)$/,
      );
      expect(['first', 'third']).toContain(party);
    }
    const names = [...vendor.cookies.map(({ name }) => name), ...(vendor.storage ?? [])];
    expect(names.filter((name) => name.length < 2 || name === '*')).toEqual([]);
    expect(new Set(vendor.cookies.map(({ name }) => name)).size).toBe(vendor.cookies.length);
  });

  it('lets a withdrawal find its own cookies and keys', () => {
    const { jar, local, session } = openPage('https://www.shop.example/a/b');
    const full = (name: string) => name.replace('*', 'x1').replace('#', '0123456789abcdef');
    const own = vendor.cookies.filter(({ party }) => party === 'first').map(({ name }) => full(name));
    for (const name of own) jar.write(`${name}=1; domain=.shop.example; path=/`);
    for (const name of vendor.storage ?? []) {
      for (const store of [local, session]) store[full(name)] = '1';
    }
    expect(jar.list()).toHaveLength(own.length);
    erase(vendor);
    expect([jar.list(), Object.keys(local), Object.keys(session)]).toEqual([[], [], []]);
  });
});

describe.each(tags)('the tag $id', (declared) => {
  const settings = sampleOf(declared);
  let make: (settings?: object) => Tag;
  let page: ReturnType<typeof openTagPage>;

  beforeEach(async () => {
    make = await load(declared);
    page = openTagPage();
  });

  it('is silent before the grant', () => {
    const before = page.left();
    const tag = make(settings);
    expect(page.said()).toBe('[]');
    tag.before?.(page.at([]));
    expect([page.asked, page.left()]).toEqual([[], before]);
    // A default alone may be queued: nothing that counts or names this visitor.
    for (const [, queue] of JSON.parse(page.said()) as [string, unknown][]) {
      const words = JSON.stringify(queue).match(/"(init|config|event|track\w*|page\w*|PageView|identify)"/g);
      expect(words).toBeNull();
    }
  });

  it('has queued what its vendor expects when its script loads, once', () => {
    const tag = make(settings);
    tag.before?.(page.at([]));
    tag.load(page.at(every));
    for (const { said } of page.asked) expect(said).toBe(page.said());
    const addresses = page.asked.map(({ src }) => src);
    expect(new Set(addresses).size).toBe(addresses.length);
    for (const address of addresses) {
      expect(address).toMatch(/^https:\/\//);
      expect(isWithin(address, tag.hosts), `${address} is of ${tag.hosts}`).toBe(true);
    }
  });

  it('says at a withdrawal, and at a new grant, what its vendor can hear', () => {
    const tag = make(settings);
    expect(Boolean(tag.update)).toBe(Boolean(tag.stop));
    tag.before?.(page.at([]));
    tag.load(page.at(every));
    const { length } = page.asked;
    // A filter that the vendor asks each time says it without a call.
    const filters = page.said().includes('"a filter"');
    // Who has queued nothing speaks by functions that its script, or the platform, brings: not here.
    const queues = declared.brings && page.said() !== '[]';
    const steps = [page.said()];
    tag.stop?.(page.at([]));
    steps.push(page.said());
    tag.update?.(page.at(every));
    steps.push(page.said());
    if (tag.stop && queues && !filters) expect(new Set(steps).size).toBeGreaterThan(1);
    expect(page.asked).toHaveLength(length);
    // What it says, word by word, is pinned beside it.
    if (tag.stop) expect(read(`test/tags/${declared.id}.test.ts`)).toMatch(/\bstop\b/);
  });

  it("belongs to its category, or to one of the site's choosing", () => {
    expect(make(settings).category).toBe(declared.vendor.category);
    expect(make({ ...settings, category: 'social' }).category).toBe('social');
  });

  it('never loads without a setting it needs, and says which', async () => {
    for (const name of declared.required) {
      for (const missing of [undefined, '', 7]) {
        const tag = make({ ...settings, [name]: missing });
        for (const moment of ['before', 'load', 'update', 'stop'] as const) tag[moment]?.(page.at(every));
        expect([page.asked, page.said()]).toEqual([[], '[]']);
        expect(tag.hosts.length).toBeGreaterThanOrEqual(declared.vendor.hosts.length);
      }
      expect(await heard(`Tag "${declared.id}" has no ${name}`)).toMatch(/stays held/);
    }
  });
});
