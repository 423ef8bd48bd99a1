import { describe, expect, it } from 'vitest';
import {
  claim,
  newestEntries,
  patience,
  readQueue,
  settle,
  untilDue,
  type Waiting,
  waitAfter,
  writeQueue,
} from '../src/queue.ts';
import type { Entry } from '../src/types.ts';

const now = Date.parse('2026-03-05T09:00:00Z');
const day = 24 * 3600_000;
const entryOf = (key: string, vendors: unknown[] = []) =>
  ({ v: 1, key, receipt: { vendors } }) as unknown as Entry;
const waiting = (key: string, tries = 0, next = 0): Waiting => ({ entry: entryOf(key), tries, next });
const note = { receipt: { decision: { id: 'x' } }, before: {}, texts: {} } as never;
const keys = (items: readonly unknown[]) => (items as Waiting[]).map(({ entry }) => entry?.key ?? 'note');

describe('readQueue()', () => {
  it('gives back what was written', () => {
    const items = [note, waiting('one', 2, now), waiting('two\nlines "é"')];
    expect(readQueue(writeQueue(items))).toEqual(items);
    expect(writeQueue([])).toBe('');
  });

  it.each([undefined, '', '\n\n', '%', 'null', '[]', '{}', '%7B%22entry%22%3A1%7D', 'x'.repeat(1000)])(
    'leaves out what is no line of ours: %j',
    (text) => {
      expect(readQueue(text)).toEqual([]);
      expect(keys(readQueue(`${text}\n${writeQueue([waiting('one')])}`))).toEqual(['one']);
    },
  );
});

describe('writeQueue()', () => {
  it('keeps the newest fifty', () => {
    const items = Array.from({ length: 60 }, (_, at) => waiting(String(at)));
    expect(keys(readQueue(writeQueue(items)))).toEqual(keys(items.slice(10)));
  });
});

describe('waitAfter()', () => {
  it.each([
    [1, 5_000],
    [2, 30_000],
    [3, 120_000],
    [4, 600_000],
    [5, 3600_000],
    [6, 6 * 3600_000],
    [7, day],
    [8, day],
    [5000, day],
  ])('waits longer after every try: %i', (tries, milliseconds) => {
    expect(waitAfter(tries)).toBe(milliseconds);
  });
});

describe('claim()', () => {
  it('takes the first that is due, and puts it off for as long as an answer may take', () => {
    const items = [note, waiting('later', 1, now + 1), waiting('due', 1, now), waiting('due too')];
    const { taken, items: left } = claim(items, now);
    const claimed = waiting('due', 2, now + patience + 30_000);
    expect(taken).toEqual(claimed);
    expect(left).toEqual([note, items[1], claimed, items[3]]);
    expect(claim(left, now).taken?.entry.key).toBe('due too');
    expect(claim(claim(left, now).items, now).taken).toBeUndefined();
  });

  it('does not wait for a moment that a clock set back has put far away', () => {
    expect(claim([waiting('lost', 7, now + 400 * day)], now).taken?.entry.key).toBe('lost');
    expect(claim([waiting('slow', 7, now + day)], now).taken).toBeUndefined();
  });
});

describe('settle()', () => {
  const items = [note, waiting('one', 3, now + patience), waiting('two')];
  const [, one] = items as [never, Waiting];

  it('takes out what was answered', () => {
    expect(keys(settle(items, one, true, now))).toEqual(['note', 'two']);
  });

  it('lets what was refused wait for its turn', () => {
    expect(settle(items, one, false, now)[1]).toEqual(waiting('one', 3, now + 120_000));
  });

  it('does not bring back what has gone meanwhile', () => {
    expect(keys(settle([waiting('two')], one, false, now))).toEqual(['two']);
  });
});

describe('untilDue()', () => {
  it.each<[unknown[], number | undefined]>([
    [[], undefined],
    [[note], undefined],
    [[waiting('one', 1, now + 5), waiting('two', 2, now + 3)], 3],
    [[waiting('one', 1, now - 5)], 0],
  ])('tells when to come back: %#', (items, milliseconds) => {
    expect(untilDue(items as Waiting[], now)).toBe(milliseconds);
  });
});

describe('newestEntries()', () => {
  const many = (count: number, size: number) =>
    Array.from({ length: count }, (_, at) => entryOf(String(at), ['x'.repeat(size)]));
  const kept = (history: Entry[]) => newestEntries(history).map(({ key }) => key);

  it('keeps twenty, fewer where they are large, and always the last', () => {
    expect(kept(many(3, 10))).toEqual(['0', '1', '2']);
    expect(kept(many(25, 10))).toEqual(Array.from({ length: 20 }, (_, at) => String(at + 5)));
    expect(kept(many(10, 20_000))).toEqual(['8', '9']);
    expect(kept(many(2, 90_000))).toEqual(['1']);
    expect(kept([])).toEqual([]);
  });
});
