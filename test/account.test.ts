import { beforeEach, describe, expect, it, vi } from 'vitest';
import { verifyHistory } from '../src/history.ts';
import type { Desk } from '../src/note.ts';
import { createNotes } from '../src/note.ts';
import { makeReceipt } from '../src/record.ts';
import type { Entry, Receipt } from '../src/types.ts';
import { openPage } from './page.ts';
import { said } from './said.ts';
import { decisionOf, settingsOf, visitOf } from './visit.ts';

const endpoint = 'https://records.shop.example/consent';
const refusing = { refused: ['localStorage'] } as const;
let minute = 0;

/** Waits for what follows by itself: the clock stands still meanwhile. */
async function until(isSo: () => boolean): Promise<void> {
  while (!isSo()) await new Promise((done) => setImmediate(done));
}
async function heard(words: string): Promise<string> {
  await until(() => said().some((text) => text.includes(words)));
  return said().join();
}
async function silence(): Promise<string[]> {
  await import('../src/messages.ts');
  await new Promise((done) => setImmediate(done));
  return said();
}

beforeEach(() => {
  vi.useFakeTimers({
    now: Date.parse('2026-03-05T09:00:00Z'),
    toFake: ['Date', 'setTimeout', 'clearTimeout'],
  });
});

/** A page of the site, with the account as a fresh page loads it; `answers` is what the endpoint says, one by one. */
async function visitPage(answers: (number | Error | Promise<never>)[] = [], changes = {}, page = {}) {
  const { local } = openPage('https://shop.example/', page);
  return openAgain(local, answers, changes);
}

async function openAgain(
  local: Record<string, string>,
  answers: (number | Error | Promise<never>)[],
  changes = {},
) {
  vi.resetModules();
  const { account } = await import('../src/account.ts');
  const posted: { url: string; entry: Entry; request: RequestInit }[] = [];
  const settings = settingsOf({ endpoint, ...changes });
  const fetch = vi.fn(async (url: string, request: RequestInit) => {
    posted.push({ url, entry: JSON.parse(String(request.body)), request });
    const answer = await (answers.shift() ?? 204);
    if (answer instanceof Error) throw answer;
    return new Response(null, { status: answer });
  });
  const load = vi.fn(async () => ({
    account: (desk: Desk) => account({ ...desk, fetch: fetch as unknown as Desk['fetch'] }),
  }));
  const note = createNotes(settings, load);
  const decides = (by: 'banner' | 'dialog' | 'gpc' = 'banner') => {
    minute += 1;
    const at = new Date(Date.parse('2026-03-05T08:00:00Z') + minute * 1000).toISOString();
    const receipt = makeReceipt(visitOf({ decision: decisionOf({ at, by }) }), settings, 'de') as Receipt;
    return note({ receipt, before: { decision: null, surface: 'banner' }, texts: {} });
  };
  return {
    local,
    load,
    decides,
    posted,
    resumes: () => note(),
    by: () => posted.map(({ entry }) => entry.receipt.decision.by),
    history: (): Entry[] => JSON.parse(local['assent.history'] ?? '[]'),
  };
}

describe('account()', () => {
  it('writes every decision into the history, and posts it once', async () => {
    const page = await visitPage();
    await page.decides('banner');
    await page.decides('dialog');
    await page.resumes();
    expect(page.by()).toEqual(['banner', 'dialog']);
    expect(page.history()).toEqual(page.posted.map(({ entry }) => entry));
    expect(await verifyHistory(page.history())).toEqual({ intact: true, complete: true, faults: [] });
    expect(Object.keys(page.local)).toEqual(['assent.history']);
    expect(await silence()).toEqual([]);
  });

  it('posts JSON that outlives the page, names no page, and goes nowhere else', async () => {
    const page = await visitPage();
    await page.decides();
    expect(page.posted[0]).toMatchObject({
      url: endpoint,
      request: {
        method: 'POST',
        headers: { 'Content-Type': 'application/json' },
        keepalive: true,
        redirect: 'error',
        referrerPolicy: 'origin',
      },
    });
    expect(page.posted[0]?.request).not.toHaveProperty('credentials');
  });

  it('does not ask for keepalive where the body does not fit', async () => {
    const page = await visitPage([], { policy: `/${'é'.repeat(31_000)}` });
    await page.decides();
    expect(page.posted[0]?.request.keepalive).toBe(false);
  });

  it('keeps a history without an endpoint, and posts nothing', async () => {
    const page = await visitPage([], { endpoint: undefined });
    await page.decides();
    expect(page.posted).toEqual([]);
    expect(Object.keys(page.local)).toEqual(['assent.history']);
  });

  it.each<[string, number | Error]>([
    ['500', 500],
    ['404', 404],
    ['400', 400],
    ['304', 304],
    ['TypeError: Failed to fetch', new TypeError('Failed to fetch')],
  ])(
    'keeps what the endpoint does not take (%s), says so, and sends the same again',
    async (words, fault) => {
      const page = await visitPage([fault]);
      await page.decides();
      expect(await heard(words)).toContain(endpoint);
      vi.clearAllTimers();
      const next = await openAgain(page.local, []);
      await next.resumes();
      expect(next.posted).toEqual([]);
      await vi.advanceTimersByTimeAsync(5_000);
      await until(() => next.posted.length === 1);
      expect(next.posted[0]?.entry).toEqual(page.posted[0]?.entry);
      await until(() => !next.local['assent.pending']);
      expect(said()).toHaveLength(1);
    },
  );

  it('leaves it to one of two tabs to send again', async () => {
    const page = await visitPage([500]);
    await page.decides();
    const tab = await openAgain(page.local, []);
    await tab.resumes();
    await vi.advanceTimersByTimeAsync(5_000);
    await until(() => !page.local['assent.pending']);
    expect(page.posted.length + tab.posted.length).toBe(2);
  });

  it('waits longer and longer on one page, and not at all once it was taken', async () => {
    const page = await visitPage([500, 500, 500]);
    await page.decides();
    for (const wait of [5, 30, 120]) {
      await vi.advanceTimersByTimeAsync(wait * 1000 - 1);
      const before = page.posted.length;
      await vi.advanceTimersByTimeAsync(1);
      await until(() => page.posted.length === before + 1);
      await until(() => vi.getTimerCount() > 0 || !page.local['assent.pending']);
    }
    expect(page.posted).toHaveLength(4);
    expect(vi.getTimerCount()).toBe(0);
  });

  it('lets one that is refused stand in the way of no other', async () => {
    const page = await visitPage([400]);
    await page.decides('gpc');
    await page.decides('dialog');
    expect(page.by()).toEqual(['gpc', 'dialog']);
    await vi.advanceTimersByTimeAsync(5_000);
    await until(() => page.posted.length === 3);
    expect(page.by()).toEqual(['gpc', 'dialog', 'gpc']);
  });

  it('does not send again on the next page what may just be answered', async () => {
    const page = await visitPage([new Promise<never>(() => {})]);
    page.decides();
    await until(() => page.posted.length === 1);
    const next = await openAgain(page.local, []);
    await next.resumes();
    expect(next.posted).toEqual([]);
    await vi.advanceTimersByTimeAsync(25_000);
    await until(() => next.posted.length === 1);
    expect(next.posted[0]?.entry.key).toBe(page.posted[0]?.entry.key);
  });

  it('writes on the next page what an earlier one could only note', async () => {
    const page = await visitPage();
    page.load.mockRejectedValue(new TypeError('Failed to fetch dynamically imported module'));
    await page.decides('banner');
    await page.decides('dialog');
    expect(await heard('The account of a decision is not written')).toContain('dynamically');
    expect(Object.keys(page.local)).toEqual(['assent.pending']);
    const next = await openAgain(page.local, []);
    await next.resumes();
    expect(next.by()).toEqual(['banner', 'dialog']);
    expect((await verifyHistory(next.history())).intact).toBe(true);
    expect(said()).toHaveLength(1);
  });

  it('does not enter twice what a page left half done', async () => {
    const page = await visitPage([500]);
    const kept = { ...page.local };
    page.load.mockRejectedValue(new Error('gone'));
    await page.decides();
    const notes = page.local['assent.pending'] ?? '';
    const next = await openAgain(page.local, []);
    await next.resumes();
    const again = await openAgain(Object.assign(page.local, kept, { 'assent.pending': notes }), []);
    await again.resumes();
    expect(again.history()).toHaveLength(1);
    expect(again.posted[0]?.entry).toEqual(next.posted[0]?.entry);
  });

  it('fetches nothing and writes nothing where there is nothing to write', async () => {
    const page = await visitPage();
    await page.resumes();
    expect(page.load).not.toHaveBeenCalled();
    expect(Object.keys(page.local)).toEqual([]);
  });

  it('writes nothing back for a visitor who was forgotten meanwhile', async () => {
    const page = await visitPage();
    const done = page.decides();
    delete page.local['assent.pending'];
    await done;
    expect(Object.keys(page.local)).toEqual([]);
    expect(page.posted).toEqual([]);
  });

  it('lasts for the page where storage is refused', async () => {
    const page = await visitPage([500], {}, refusing);
    await page.decides('banner');
    await page.decides('dialog');
    expect(page.by()).toEqual(['banner', 'dialog']);
    await vi.advanceTimersByTimeAsync(5_000);
    await until(() => page.posted.length === 3);
    expect(page.by()).toEqual(['banner', 'dialog', 'banner']);
    expect(page.posted[1]?.entry.previous).toBe(page.posted[0]?.entry.hash);
    expect(Object.keys(page.local)).toEqual([]);
  });

  it('lasts for the page where storage is full', async () => {
    const page = await visitPage();
    const full = () => {
      throw new DOMException('full', 'QuotaExceededError');
    };
    Object.defineProperty(page.local, 'assent.pending', {
      get: () => undefined,
      set: full,
      configurable: true,
    });
    await page.decides();
    expect(page.by()).toEqual(['banner']);
    expect(await silence()).toEqual([]);
  });

  it('never throws, whatever stands in its place', async () => {
    for (const text of ['%', 'null', '[]', '{"a":', '\n\n', '[1,null,{}]']) {
      const page = await visitPage();
      Object.assign(page.local, { 'assent.pending': text, 'assent.history': text });
      await page.resumes();
      await page.decides();
      expect(page.by()).toEqual(['banner']);
      expect(page.history()).toHaveLength(1);
    }
    expect(await silence()).toEqual([]);
  });
});
