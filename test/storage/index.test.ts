import { beforeEach, describe, expect, it, vi } from 'vitest';
import { decode, encode } from '../../src/storage/codec.ts';
import { createRecords } from '../../src/storage/index.ts';
import { newest } from '../../src/storage/newest.ts';
import { openPage } from '../page.ts';
import { all, decisionOf } from '../visit.ts';

const cookie = { name: 'assent', path: '/', sameSite: 'Lax', secure: true } as const;
const earlier = decisionOf({ at: '2026-03-01T09:00:00.000Z', answers: all('denied') });
const later = decisionOf({ at: '2026-03-02T09:00:00.000Z', answers: all('granted') });

describe('createRecords()', () => {
  beforeEach(() => void vi.useFakeTimers({ now: Date.parse('2026-03-05T09:00:00.000Z') }));

  it('writes nothing before there is something to record', () => {
    const { jar, local } = openPage();
    expect(createRecords(cookie).read(() => 182)).toBeNull();
    expect([jar.list(), Object.keys(local)]).toEqual([[], []]);
  });

  it('writes the same text to the cookie and to its copy', () => {
    const { jar, local } = openPage();
    createRecords(cookie).write(earlier, () => 182);
    expect(jar.read()).toBe(`assent=${local.assent}`);
    expect(decode(local.assent)).toEqual(earlier);
  });

  it("counts the cookie's life from the decision's own moment", () => {
    const { jar } = openPage();
    createRecords(cookie).write(earlier, () => 182);
    expect(jar.expires('assent')).toBe(Date.parse('2026-08-30T09:00:00.000Z'));
  });

  it('takes the name and the domain the site asks for', () => {
    const { jar, local } = openPage('https://www.shop.example/basket/');
    createRecords({ ...cookie, name: 'choice', domain: 'shop.example' }).write(earlier, () => 182);
    expect(jar.list()).toEqual(['choice @ shop.example/']);
    expect(Object.keys(local)).toEqual(['choice']);
  });

  it('writes the attributes the site asks for', () => {
    openPage();
    const written: string[] = [];
    vi.stubGlobal('document', {
      set cookie(text: string) {
        written.push(text);
      },
    });
    createRecords({ ...cookie, path: '/shop', sameSite: 'Strict', secure: true }).write(earlier, () => 1);
    createRecords({ ...cookie, secure: false }).write(earlier, () => 1);
    const [strict = '', plain = ''] = written.map((text) => text.toLowerCase());
    expect(strict).toContain('path=/shop');
    expect(strict).toContain('samesite=strict');
    expect(strict).toContain('secure');
    expect(plain).toMatch(/; path=\/(;|$)/);
    expect(plain).not.toContain('secure');
  });

  it('restores a lost copy from the cookie', () => {
    const { jar, local } = openPage();
    jar.write(`assent=${encode(earlier)}`);
    expect(createRecords(cookie).read(() => 182)).toEqual(earlier);
    expect(decode(local.assent)).toEqual(earlier);
  });

  it('leaves the life of a cookie alone that a server has renewed', () => {
    const { jar, local } = openPage();
    const end = 'Sun, 30 Aug 2026 09:00:00 GMT';
    jar.write(`assent=${encode(earlier)}; expires=${end}`);
    expect(createRecords(cookie).read(() => 1)).toEqual(earlier);
    expect(decode(local.assent)).toEqual(earlier);
    expect(jar.expires('assent')).toBe(Date.parse(end));
  });

  it('restores a lost cookie from the copy, its end included', () => {
    const { jar, local } = openPage();
    local.assent = encode(earlier);
    expect(createRecords(cookie).read(() => 182)).toEqual(earlier);
    expect(jar.read()).toBe(`assent=${encode(earlier)}`);
    expect(jar.expires('assent')).toBe(Date.parse('2026-08-30T09:00:00.000Z'));
  });

  it.each([
    { inCookie: earlier, inCopy: later },
    { inCookie: later, inCopy: earlier },
  ])('takes the later where they disagree, and writes it to both', ({ inCookie, inCopy }) => {
    const { jar, local } = openPage();
    jar.write(`assent=${encode(inCookie)}`);
    local.assent = encode(inCopy);
    expect(createRecords(cookie).read(() => 182)).toEqual(later);
    expect([jar.read(), local.assent]).toEqual([`assent=${encode(later)}`, encode(later)]);
  });

  it.each([
    { broken: 'cookie', inCookie: 'garbage', inCopy: encode(earlier) },
    { broken: 'copy', inCookie: encode(earlier), inCopy: '{"v":1,' },
  ])('heals a broken $broken', ({ inCookie, inCopy }) => {
    const { jar, local } = openPage();
    jar.write(`assent=${inCookie}`);
    local.assent = inCopy;
    expect(createRecords(cookie).read(() => 182)).toEqual(earlier);
    expect([jar.read(), local.assent]).toEqual([`assent=${encode(earlier)}`, encode(earlier)]);
  });

  it('reads no decision where both are broken, and leaves them be', () => {
    const { jar, local } = openPage();
    jar.write('assent=garbage');
    local.assent = 'null';
    expect(createRecords(cookie).read(() => 182)).toBeNull();
    expect([jar.read(), local.assent]).toEqual(['assent=garbage', 'null']);
  });

  it.each(['cookie', 'localStorage'] as const)('keeps the record where %s is refused', (refused) => {
    openPage('https://shop.example/', { refused: [refused] });
    createRecords(cookie).write(earlier, () => 182);
    expect(createRecords(cookie).read(() => 182)).toEqual(earlier);
  });

  it('keeps it for this page alone where both are refused', () => {
    openPage('https://shop.example/', { refused: ['cookie', 'localStorage'] });
    const records = createRecords(cookie);
    records.write(earlier, () => 182);
    records.write(later, () => 182);
    expect(records.read(() => 182)).toEqual(later);
    expect(createRecords(cookie).read(() => 182)).toBeNull();
  });

  it.each([[[]], [['cookie', 'localStorage']]] as const)(
    'erases cookie, copy and memory (refused: %j)',
    (refused) => {
      const { jar, local } = openPage('https://shop.example/', { refused });
      const records = createRecords(cookie);
      records.write(earlier, () => 182);
      records.erase();
      expect(records.read(() => 182)).toBeNull();
      expect([jar.list(), Object.keys(local)]).toEqual([[], []]);
    },
  );

  it('erases the history with the record, and what waits to be posted', () => {
    const { local } = openPage();
    Object.assign(local, { 'assent.history': '[]', 'assent.pending': 'x', basket: '1' });
    const records = createRecords(cookie);
    records.write(earlier, () => 182);
    records.erase();
    expect(Object.keys(local)).toEqual(['basket']);
  });

  it('erases the cookie on the domain and path it was given', () => {
    const { jar } = openPage('https://www.shop.example/basket/');
    const records = createRecords({ ...cookie, domain: 'shop.example', path: '/basket' });
    records.write(earlier, () => 182);
    expect(jar.list()).toHaveLength(1);
    records.erase();
    expect(jar.list()).toEqual([]);
  });
});

describe('several cookies of one name', () => {
  beforeEach(() => void vi.useFakeTimers({ now: Date.parse('2026-03-05T09:00:00.000Z') }));

  /** A site that gave its cookie a domain later than it began. */
  function movedSite() {
    const { jar, local } = openPage('https://www.shop.example/');
    createRecords(cookie).write(later, () => 182);
    return { jar, local, records: createRecords({ ...cookie, domain: 'shop.example' }) };
  }

  it.each([
    [earlier, later],
    [later, earlier],
  ])('are read for the latest of them', (host, domain) => {
    const { jar } = openPage('https://www.shop.example/');
    jar.write(`assent=${encode(host)}; path=/`);
    jar.write(`assent=${encode(domain)}; path=/; domain=shop.example`);
    expect(createRecords(cookie).read()).toEqual(later);
  });

  it('are written over by the one that is new', () => {
    const { local, records } = movedSite();
    const denied = decisionOf({ at: '2026-03-03T09:00:00.000Z', answers: all('denied') });
    records.write(denied, () => 182);
    delete local.assent;
    expect(records.read()).toEqual(denied);
  });

  it('are all erased', () => {
    const { jar, records } = movedSite();
    records.write(later, () => 182);
    records.erase();
    expect([jar.list(), records.read()]).toEqual([[], null]);
  });
});

describe('lasts', () => {
  it.each([
    [[], true],
    [['cookie'], true],
    [['cookie', 'localStorage'], false],
  ] as const)('says whether a record outlives the page (refused: %j): %s', (refused, lasts) => {
    openPage('https://shop.example/', { refused });
    const records = createRecords(cookie);
    records.write(earlier, () => 182);
    expect(records.lasts).toBe(lasts);
  });
});

describe('read() without a lifetime', () => {
  beforeEach(() => void vi.useFakeTimers({ now: Date.parse('2026-03-05T09:00:00.000Z') }));

  it('restores nothing', () => {
    const { jar, local } = openPage();
    local.assent = encode(earlier);
    expect(createRecords(cookie).read()).toEqual(earlier);
    expect(jar.list()).toEqual([]);
  });

  it.each([[[]], [['cookie']], [['localStorage']]] as const)(
    'forgets what another page has erased (refused: %j)',
    (refused) => {
      openPage('https://shop.example/', { refused });
      const [here, there] = [createRecords(cookie), createRecords(cookie)];
      here.write(earlier, () => 182);
      there.erase();
      expect(here.read()).toBeNull();
    },
  );

  it('reads what another page has written since', () => {
    openPage();
    const [here, there] = [createRecords(cookie), createRecords(cookie)];
    here.write(earlier, () => 182);
    there.write(later, () => 182);
    expect(here.read()).toEqual(later);
  });

  it('keeps a record for this page that is longer than a browser keeps', () => {
    openPage();
    const names = Array.from({ length: 300 }, (_, at) => [`vendor-${at}`, 'denied' as const]);
    const long = decisionOf({ answers: Object.fromEntries(names) });
    const records = createRecords(cookie);
    records.write(long, () => 182);
    expect(records.read()).toEqual(long);
  });

  it('goes by what was written last where an old cookie cannot be replaced', () => {
    openPage('https://shop.example/', { refused: ['localStorage'] });
    vi.stubGlobal('document', {
      get cookie() {
        return `assent=${encode(earlier)}`;
      },
      set cookie(_) {},
    });
    const records = createRecords(cookie);
    records.write(later, () => 182);
    expect(records.read()).toEqual(later);
  });
});

describe('newest()', () => {
  const unlike = decisionOf({ answers: all('granted') });
  const stricter = decisionOf({ answers: { ...all('granted'), films: 'denied' } });

  it.each([
    { readings: [unlike, stricter], wins: stricter },
    { readings: [], wins: undefined },
    { readings: [null, null], wins: undefined },
    { readings: [null, earlier], wins: earlier },
    { readings: [earlier, later], wins: later },
    { readings: [later, earlier], wins: later },
  ])('takes the latest of $readings.length', ({ readings, wins }) => {
    expect(newest(...readings)).toBe(wins);
  });

  it('takes the stricter of two equally late', () => {
    const strict = decisionOf({ answers: { ...all('denied'), analytics: 'granted' } });
    const loose = decisionOf({ answers: { ...all('granted'), targeting: 'denied' } });
    expect(newest(strict, loose)).toBe(strict);
    expect(newest(loose, strict)).toBe(strict);
  });
});
