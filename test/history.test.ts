import { describe, expect, it, vi } from 'vitest';
import { canonical, hashOf, isEntry, makeEntry, type Note, verifyHistory } from '../src/history.ts';
import { makeReceipt } from '../src/record.ts';
import type { Decision, Entry, Receipt } from '../src/types.ts';
import { openPage } from './page.ts';
import { all, decisionOf, settingsOf, visitOf } from './visit.ts';

const id = '0b8ff7c1-3a52-4c0e-9d7a-5c2f0e6b1a23';
const other = '5d1f0f7a-9c1e-4f0b-8a77-3b1f6f5e2c90';
const hex = /^[\da-f]{64}$/;

/** What the core notes of a decision. */
function noteOf(changes: Partial<Decision> = {}, rest: Partial<Note> = {}): Note {
  openPage();
  const receipt = makeReceipt(visitOf({ decision: decisionOf(changes) }), settingsOf(), 'de') as Receipt;
  return { receipt, before: { decision: null, surface: 'banner' }, texts: {}, ...rest };
}

/** A history of decisions, a minute apart. */
async function historyOf(...decisions: Partial<Decision>[]): Promise<Entry[]> {
  const history: Entry[] = [];
  for (const [minute, changes] of decisions.entries()) {
    const at = `2026-03-01T09:${String(minute).padStart(2, '0')}:00.000Z`;
    history.push(await makeEntry(noteOf({ at, ...changes }), history, '1.2.3'));
  }
  return history;
}
const four = () => historyOf({}, { answers: all('granted'), by: 'dialog' }, { by: 'opt-out' }, { by: 'api' });

/** As a database gives it back: other objects, keys in another order. */
const stored = <Some>(some: Some): Some =>
  JSON.parse(JSON.stringify(some), (_, value) =>
    value && typeof value === 'object' && !Array.isArray(value)
      ? Object.fromEntries(Object.entries(value).reverse())
      : value,
  );

describe('makeEntry()', () => {
  it('says what was asked, how, when, under which rules, and what held before', async () => {
    const before = decisionOf({ at: '2026-02-01T09:00:00.000Z' });
    const note = noteOf({ by: 'dialog' }, { before: { decision: before, surface: 'dialog' } });
    expect(await makeEntry(note, [], '1.2.3')).toEqual({
      v: 1,
      key: `${id}@2026-03-01T09:00:00.000Z`,
      receipt: note.receipt,
      surface: 'dialog',
      texts: '1.2.3',
      before,
      previous: null,
      hash: expect.stringMatching(hex),
    });
  });

  it('is bound to the entry before it, of the same record alone', async () => {
    const [first, stranger, second] = await historyOf({}, { id: other }, {});
    expect(stranger?.previous).toBeNull();
    expect(second?.previous).toBe(first?.hash);
  });

  it("tells one version of the site's own words from another", async () => {
    const versions: Note['texts'][] = [
      { accept: 'Yes', reject: 'No' },
      { reject: 'No', accept: 'Yes' },
      { accept: 'Yes!' },
    ];
    const entries = await Promise.all(versions.map((texts) => makeEntry(noteOf({}, { texts }), [], '1.2.3')));
    const [one, same, another] = entries.map(({ texts }) => texts);
    expect(one).toMatch(/^1\.2\.3\+[\da-f]{16}$/);
    expect(same).toBe(one);
    expect(another).not.toBe(one);
  });

  it('gives two decisions of one millisecond two keys', async () => {
    const at = '2026-03-01T09:00:00.000Z';
    const keys = (await historyOf({ at }, { at, by: 'api' })).map(({ key }) => key);
    expect(keys).toEqual([`${id}@${at}`, `${id}@${at}+`]);
    expect((await verifyHistory(await historyOf({ at }, { at, by: 'api' }))).intact).toBe(true);
  });

  it('gives no hash where the browser has none, on plain http', async () => {
    vi.stubGlobal('crypto', { getRandomValues: () => {} });
    const history = await historyOf({}, {});
    expect(history.map(({ hash, previous }) => [hash, previous])).toEqual([
      [null, null],
      [null, null],
    ]);
    expect(await makeEntry(noteOf({}, { texts: { accept: 'Yes' } }), [], '1.2.3')).toMatchObject({
      texts: '1.2.3+own',
    });
  });
});

describe('verifyHistory()', () => {
  it('finds nothing in a history that is as it was written', async () => {
    const verdict = { intact: true, complete: true, faults: [] };
    expect(await verifyHistory(await four())).toEqual(verdict);
    expect(await verifyHistory(stored(await four()))).toEqual(verdict);
    expect(await verifyHistory([])).toEqual(verdict);
  });

  const changed = (change: object) => (entry: Entry) => ({ ...entry, ...change });
  const inside = (change: object) => (entry: Entry) => ({
    ...entry,
    receipt: { ...entry.receipt, ...change },
  });
  const answered = (entry: Entry) => {
    const decision = { ...entry.receipt.decision, answers: all('granted') };
    return { ...entry, receipt: { ...entry.receipt, decision } };
  };
  const forged = async (entry: Entry) => {
    const without = answered(entry);
    return { ...without, hash: await hashOf(without) };
  };
  type Tamper = (history: Entry[]) => unknown[] | Promise<unknown[]>;
  const at = (place: number, change: (entry: Entry) => unknown): Tamper => {
    return (history) => Promise.all(history.map((entry, index) => (index === place ? change(entry) : entry)));
  };
  const stranger = async () => (await historyOf({ at: '2026-03-01T09:01:30.000Z', by: 'gpc' }))[0];

  it.each<[string, Tamper, string[]]>([
    ['an answer changed', at(2, answered), ['2 changed']],
    ['the last answer changed', at(3, answered), ['3 changed']],
    ['a vendor taken out', at(1, inside({ vendors: [] })), ['1 changed']],
    ['another language', at(0, inside({ language: 'en' })), ['0 changed']],
    ['the layer changed', at(1, changed({ surface: 'dialog' })), ['1 changed']],
    ['what held before changed', at(1, changed({ before: decisionOf() })), ['1 changed']],
    ['a key added', at(1, changed({ note: 'approved' })), ['1 changed']],
    ['a hash taken away', at(1, changed({ hash: null })), ['1 unhashed', '2 order']],
    ['an answer changed and hashed anew', at(2, forged), ['3 order']],
    ['one removed', (history) => history.toSpliced(1, 1), ['1 order']],
    ['two exchanged', ([a, b, c, d]) => [a, c, b, d], ['1 order', '2 order', '3 order']],
    ['one twice', ([a, b, c, d]) => [a, b, b, c, d], ['2 order']],
    ['one inserted', async ([a, b, c, d]) => [a, b, await stranger(), c, d], ['2 restart', '3 order']],
    ['nonsense inserted', ([a, ...rest]) => [a, { key: 'x' }, null, ...rest], ['1 shape', '2 shape']],
    ['all backwards', (history) => history.toReversed(), ['1 order', '2 order', '3 restart']],
  ])('notices %s', async (_, tamper, expected) => {
    const { intact, faults } = await verifyHistory(await tamper(await four()));
    expect(faults.map(({ index, fault }) => `${index} ${fault}`)).toEqual(expected);
    expect(intact).toBe(false);
  });

  it('is content with a chain whose oldest entries were deleted in time, and says so', async () => {
    const [, ...rest] = await four();
    expect(await verifyHistory(rest)).toEqual({ intact: true, complete: false, faults: [] });
  });

  it('tells the chains of several visitors apart', async () => {
    const [a, b] = await historyOf({}, {});
    const [x, y] = await historyOf({ id: other }, { id: other });
    expect(await verifyHistory([a, x, b, y])).toEqual({ intact: true, complete: true, faults: [] });
    expect((await verifyHistory([a, y, b, x])).faults).toEqual([{ index: 3, fault: 'restart' }]);
  });

  it('says of entries from plain http that they prove nothing', async () => {
    vi.stubGlobal('crypto', {});
    const { intact, faults } = await verifyHistory(await historyOf({}, {}));
    expect(intact).toBe(false);
    expect(faults.map(({ fault }) => fault)).toEqual(['unhashed', 'unhashed']);
  });
});

describe('isEntry()', () => {
  it('takes what it made', async () => {
    expect((await four()).every(isEntry)).toBe(true);
  });

  const whole = async () => (await four())[0] as Entry;
  it.each<[string, (entry: Entry) => unknown]>([
    ['nothing', () => null],
    ['a text', (entry) => JSON.stringify(entry)],
    ['another version', (entry) => ({ ...entry, v: 2 })],
    ["another's key", (entry) => ({ ...entry, key: `${other}@2026-03-01T09:00:00.000Z` })],
    [
      'a decision with more to it',
      (entry) => ({
        ...entry,
        receipt: { ...entry.receipt, decision: { ...entry.receipt.decision, email: 'a@b.example' } },
      }),
    ],
    ['vendors that are no list', (entry) => ({ ...entry, receipt: { ...entry.receipt, vendors: {} } })],
    ['a hash that is none', (entry) => ({ ...entry, hash: 'f00' })],
    ['no receipt', (entry) => ({ ...entry, receipt: undefined })],
  ])('refuses %s', async (_, change) => {
    expect(isEntry(change(await whole()))).toBe(false);
  });
});

describe('canonical()', () => {
  it.each([
    [{ b: 1, a: [true, null, 'é"\n'], c: undefined }, '{"a":[true,null,"é\\"\\n"],"b":1}'],
    // By code units, whatever looks like a number (RFC 8785 §3.2.3).
    [{ 10: 'ten', 9: 'nine', '\u20ac': 1, '\r': 2 }, '{"\\r":2,"10":"ten","9":"nine","€":1}'],
    [[[], {}], '[[],{}]'],
  ])('writes %j in one way alone', (value, text) => {
    expect(canonical(value)).toBe(text);
  });

  it('passes over what a page has put on prototypes', () => {
    const { prototype } = String as { prototype: { toJSON?: unknown } };
    prototype.toJSON = () => 'no';
    expect(canonical({ a: ['b'] })).toBe('{"a":["b"]}');
    delete prototype.toJSON;
  });
});
