import { describe, expect, it, vi } from 'vitest';
import { createAnswering } from '../src/consent.ts';
import type { Vendor } from '../src/types.ts';
import { createWithdrawal, erase } from '../src/withdraw.ts';
import { openPage } from './page.ts';
import { heard, silence } from './said.ts';
import { all, decisionOf, regimes, vendors, visitOf } from './visit.ts';

const address = 'https://www.shop.co.uk/garden/tools/rake.html';

/** A vendor with first-party cookies of these names. */
function vendorWith(names: string[], storage: string[] = []): Vendor {
  const cookies = names.map((name) => ({
    name,
    purpose: 'Counts.',
    duration: 'P1Y',
    party: 'first' as const,
  }));
  return {
    id: 'counter',
    name: 'Counter Ltd.',
    category: 'analytics',
    purpose: 'Counts visits.',
    cookies,
    storage,
  };
}

describe('erase()', () => {
  it.each([
    '',
    '; domain=www.shop.co.uk',
    '; domain=.shop.co.uk',
    '; path=/',
    '; path=/garden',
    '; path=/garden/',
    '; path=/garden/tools',
    '; path=/garden/tools/',
    '; path=/garden/tools/rake.html',
    '; domain=shop.co.uk; path=/garden',
    '; path=/; max-age=31536000; secure; samesite=none',
    '; path=/; secure; partitioned; samesite=none',
    '; domain=shop.co.uk; path=/; secure; partitioned; samesite=none',
  ])('erases a cookie set with "%s" (RFC 6265 §5.3, step 11)', async (attributes) => {
    const { jar } = openPage(address);
    jar.write(`_ga=GA1.1.2${attributes}`);
    expect(jar.list()).toHaveLength(1);
    erase(vendorWith(['_ga']));
    expect(jar.list()).toEqual([]);
    expect(await silence()).toEqual([]);
  });

  it('erases every cookie of one name, wherever each was set', () => {
    const { jar } = openPage(address);
    for (const attributes of ['', '; path=/', '; domain=shop.co.uk; path=/']) jar.write(`_ga=1${attributes}`);
    expect(jar.list()).toHaveLength(3);
    erase(vendorWith(['_ga']));
    expect(jar.list()).toEqual([]);
  });

  it.each([
    { patterns: ['_ga_*'], erased: ['_ga_ABC', '_ga_'], left: ['_ga', '_gat', 'x_ga_1', 'assent'] },
    { patterns: ['_ga'], erased: ['_ga'], left: ['_ga_ABC', '_ga_', '_gat', 'x_ga_1', 'assent'] },
    {
      patterns: ['_ga', '_ga_*', '_gat*'],
      erased: ['_ga', '_ga_ABC', '_ga_', '_gat'],
      left: ['x_ga_1', 'assent'],
    },
    { patterns: [], erased: [], left: ['_ga', '_ga_ABC', '_ga_', '_gat', 'x_ga_1', 'assent'] },
  ])('erases $erased and nothing else by $patterns', ({ patterns, erased, left }) => {
    const { jar, local, session } = openPage();
    for (const name of [...left, ...erased]) {
      jar.write(`${name}=1; path=/`);
      local[name] = '1';
      session[name] = '1';
    }
    erase(vendorWith(patterns, patterns));
    const names = jar.list().map((each) => each.split(' ')[0]);
    expect([names, Object.keys(local), Object.keys(session)]).toEqual([left, left, left]);
  });

  it.each([
    '__Secure-id=1; path=/; secure',
    '__Secure-id=1; path=/garden/; secure; domain=shop.co.uk',
    '__Host-id=1; path=/; secure',
    '__Host-id=1; path=/; secure; partitioned; samesite=none',
  ])('erases "%s" (RFC 6265bis §4.1.3)', (text) => {
    const { jar } = openPage(address);
    jar.write(text);
    expect(jar.list()).toHaveLength(1);
    erase(vendorWith(['__Secure-id', '__Host-id']));
    expect(jar.list()).toEqual([]);
  });

  it.each([
    ['https://shop.example/garden/', '/garden'],
    ['https://shop.example/garden/', '/garden/'],
    ['https://shop.example/garden//rake', '/garden'],
    ['https://shop.example/garden//rake', '/garden/'],
    ['https://shop.example/garden//rake', '/garden//'],
    ['https://shop.example/garden//rake', '/garden//rake'],
    ['https://shop.example/a%20b/c', '/a%20b'],
    ['http://localhost/garden', '/garden'],
    ['https://127.0.0.1/garden', '/'],
  ])('erases on %s a cookie of the path %s', (page, path) => {
    const { jar } = openPage(page);
    jar.write(`_ga=1; path=${path}`);
    expect(jar.read()).toBe('_ga=1');
    erase(vendorWith(['_ga']));
    expect(jar.list()).toEqual([]);
  });

  it.each(['a(b', '_ga.x', '[x', 'a+', '$&', '^a|b$', 'a b', '%41', 'naïve', 'constructor'])(
    'erases a cookie named %s, and takes the name by the letter',
    (name) => {
      const { jar } = openPage();
      jar.write(`${name}=1; path=/`);
      jar.write('_gaXx=1; path=/');
      erase(vendorWith([name]));
      expect(jar.read()).toBe('_gaXx=1');
    },
  );

  it('never touches the cookies another party sets', () => {
    const { jar } = openPage();
    jar.write('__adroll=1');
    const cookie = { name: '__adroll', purpose: 'Recognises.', duration: 'P13M', party: 'third' } as const;
    erase({ ...vendorWith([]), cookies: [cookie] });
    expect(jar.list()).toHaveLength(1);
  });

  it('erases a cookie with an odd value', () => {
    const { jar } = openPage();
    for (const value of ['a=b==', '', '{"a":1}', ' ', 'a\u2028b']) {
      jar.write(`_ga=${value}; path=/`);
      erase(vendorWith(['_ga']));
      expect(jar.list()).toEqual([]);
    }
  });

  // "nameless; _ga=1" is how a browser lists them (RFC 6265bis §5.8.3).
  it('erases a cookie that stands after one without a name', () => {
    const { jar } = openPage();
    jar.write('nameless; path=/');
    jar.write('_ga=1; path=/');
    erase(vendorWith(['_ga']));
    expect(jar.read()).toBe('nameless');
  });

  it('erases a cookie that is only a value, where that is declared', () => {
    const { jar } = openPage();
    jar.write('opted-in; path=/');
    erase(vendorWith(['opted-in']));
    expect(jar.list()).toEqual([]);
  });

  it('spares what a granted vendor declares too', () => {
    const { jar, local } = openPage();
    for (const name of ['_ga', '_ga_ABC', '_gcl']) jar.write(`${name}=1; path=/`);
    Object.assign(local, { shared: '1', own: '1' });
    erase(vendorWith(['_g*'], ['shared', 'own']), ['_ga', '_ga_*', 'shared']);
    expect(jar.read()).toBe('_ga=1; _ga_ABC=1');
    expect(Object.keys(local)).toEqual(['shared']);
  });

  it('erases databases by the same list', async () => {
    const databases = ['counter', 'counter-2', 'basket'];
    openPage(address, { databases });
    erase(vendorWith([], ['counter*']));
    await vi.waitFor(() => expect(databases).toEqual(['basket']));
  });

  it('erases the keys where the browser does not tell its databases', async () => {
    const { local } = openPage(address, { databases: null });
    local.counter = '1';
    erase(vendorWith([], ['counter']));
    // An unhandled rejection would fail the run.
    expect(await silence()).toEqual([]);
    expect(Object.keys(local)).toEqual([]);
  });

  // A path with a semicolon is the default of a cookie set there, and cannot be named (RFC 6265bis §5.6).
  const unreachable = 'https://www.shop.co.uk/list;page=2/tools/rake';

  it('names on the console, asked to, a cookie that stays visible', async () => {
    const { jar } = openPage(unreachable);
    location.pathname = '/list;page=2/tools';
    jar.write('_ga=1');
    location.pathname = '/list;page=2/tools/rake/red';
    erase({ ...vendorWith(['_ga']), id: 'visible' }, [], true);
    expect(jar.list()).toEqual(['_ga @ www.shop.co.uk/list;page=2']);
    expect(await heard('"visible"')).toContain('Erase on your server: _ga.');
  });

  it.each(['', '; domain=www.shop.co.uk', '; domain=shop.co.uk'])(
    'names on the console an HttpOnly cookie set with "%s"',
    async (domain) => {
      const { jar } = openPage(address);
      jar.serve(`FPID=1; path=/; httponly${domain}`);
      const before = jar.list();
      const id = `served${domain}`;
      erase({ ...vendorWith(['FPID', 'FPLC']), id }, [], true);
      expect(await heard(`"${id}"`)).toContain('Erase on your server: FPID.');
      expect(jar.list()).toEqual(before);
    },
  );

  it('names an HttpOnly cookie once, wherever it stands', async () => {
    const { jar } = openPage(address);
    for (const domain of ['', '; domain=shop.co.uk']) jar.serve(`FPID=1; path=/; httponly${domain}`);
    erase({ ...vendorWith(['FPID']), id: 'twice' }, [], true);
    expect(await heard('"twice"')).toContain('Erase on your server: FPID.');
  });

  it('names on the console the cookies of other domains', async () => {
    openPage();
    const cookie = { name: '__adroll', purpose: 'Recognises.', duration: 'P13M', party: 'third' } as const;
    erase({ ...vendorWith([]), id: 'foreign', cookies: [cookie] }, [], true);
    expect(await heard('"foreign"')).toMatch(/On other domains.*: __adroll\.$/);
  });

  it('says nothing where everything is gone, or nobody asks', async () => {
    const { jar } = openPage(address);
    jar.write('_ga=1; domain=shop.co.uk; path=/');
    erase(vendorWith(['_ga', '_ga_*']), [], true);
    jar.serve('FPID=1; path=/; httponly');
    erase(vendorWith(['FPID']));
    expect(await silence()).toEqual([]);
    expect(jar.list()).toEqual(['FPID @ www.shop.co.uk/']);
  });

  it('never writes over a cookie that is spared', () => {
    const { jar } = openPage(address);
    jar.write('_ga=GA1.1.2; path=/');
    erase(vendorWith(['_ga']), ['_ga'], true);
    expect(jar.read()).toBe('_ga=GA1.1.2');
  });

  it('erases the cookies where storage is refused', () => {
    const { jar } = openPage('https://shop.example/', { refused: ['localStorage'] });
    jar.write('_ga=1; path=/');
    erase(vendorWith(['_ga'], ['_ga']));
    expect(jar.list()).toEqual([]);
  });

  it('never throws where everything is refused', () => {
    openPage('https://shop.example/', { refused: ['cookie', 'localStorage'] });
    expect(() => erase(vendorWith(['_ga'], ['_ga']))).not.toThrow();
  });

  it('leaves a vendor alone that declares nothing', () => {
    const { jar } = openPage();
    jar.write('_ga=1');
    erase({ id: 'bare', category: 'social' });
    expect(jar.list()).toHaveLength(1);
  });
});

describe('createWithdrawal()', () => {
  /** A page on which two vendors have each left a cookie. `others` are known without being declared. */
  function page(visit = visitOf(), others: Vendor[] = []) {
    const { jar, ...browser } = openPage();
    const [, counter, adverts] = vendors as [Vendor, Vendor, Vendor];
    const listed = [
      { ...vendorWith(['_ga'], ['_counter']), ...counter },
      { ...vendorWith(['_ad']), ...adverts },
    ];
    for (const name of ['_ga', '_ad', 'basket']) jar.write(`${name}=1; path=/`);
    const known = new Map(listed.map((vendor) => [vendor.id, vendor]));
    const consent = createAnswering({ ...visit, vendors: known });
    const { follow, close } = createWithdrawal(consent, () => [...known.values(), ...others]);
    const decide = (answers: Parameters<typeof decisionOf>[0] & object) => {
      const decision = decisionOf(answers);
      consent.change({ decision, answers: decision.answers });
    };
    const left = () => jar.read().replace(/=1/g, '').split('; ');
    return { ...browser, close, consent, decide, follow, jar, known, left };
  }
  const granted = () => visitOf({ decision: decisionOf({ answers: all('granted') }) });
  const refused = () => visitOf({ decision: decisionOf() });

  it('erases what lost its grant, and tells so', () => {
    const { decide, follow, left } = page(granted());
    expect(follow()).toBe(false);
    decide({ answers: { ...all('granted'), analytics: 'denied' } });
    expect(follow()).toBe(true);
    expect(left()).toEqual(['_ad', 'basket']);
  });

  it('erases nothing while every grant stands', () => {
    const { decide, follow, left } = page(granted());
    follow();
    decide({ answers: all('granted') });
    expect(follow()).toBe(false);
    expect(left()).toEqual(['_ga', '_ad', 'basket']);
  });

  it('erases one vendor whose own grant is taken back', () => {
    const { decide, follow, left } = page(granted());
    follow();
    decide({ answers: { ...all('granted'), counter: 'denied' } });
    expect(follow()).toBe(true);
    expect(left()).toEqual(['_ad', 'basket']);
  });

  it('erases at arrival what refused vendors have left', () => {
    const { follow, left } = page(
      visitOf({ decision: decisionOf({ answers: { ...all('denied'), analytics: 'granted' } }) }),
    );
    follow();
    expect(left()).toEqual(['_ga', 'basket']);
  });

  it('erases nothing of a visitor who was never asked', () => {
    const { follow, left } = page();
    follow();
    follow();
    expect(left()).toEqual(['_ga', '_ad', 'basket']);
  });

  it('erases at a first refusal what was left earlier', () => {
    const { decide, follow, left } = page();
    follow();
    decide({ answers: { ...all('denied'), analytics: 'granted' } });
    follow();
    expect(left()).toEqual(['_ga', 'basket']);
  });

  it('erases under GPC what an opt-out regime had granted', () => {
    const { consent, follow, left } = page(visitOf({ regime: regimes.ccpa }));
    follow();
    consent.change({ gpc: true });
    expect(follow()).toBe(true);
    expect(left()).toEqual(['_ga', 'basket']);
  });

  it('erases of a vendor added late what it left, and tells so', () => {
    const { decide, follow, jar, known, left } = page(granted());
    follow();
    known.set('late', { ...vendorWith(['_late']), id: 'late', category: 'social' });
    jar.write('_late=1; path=/');
    decide({ answers: { ...all('granted'), social: 'denied' } });
    expect(follow()).toBe(true);
    expect(left()).toEqual(['_ga', '_ad', 'basket']);
  });

  it('goes by the category of a vendor that the site did not declare', () => {
    const other: Vendor = { ...vendorWith(['_other']), id: 'other', category: 'social' };
    const { decide, follow, jar, left } = page(granted(), [other]);
    jar.write('_other=1; path=/');
    expect(follow()).toBe(false);
    expect(left()).toContain('_other');
    decide({ answers: { ...all('granted'), social: 'denied' } });
    expect(follow()).toBe(true);
    expect(left()).toEqual(['_ga', '_ad', 'basket']);
  });

  it('spares a cookie that a granted vendor declares too', () => {
    const other: Vendor = { ...vendorWith(['_ga', '_ad']), id: 'other', category: 'social' };
    const { decide, follow, left } = page(granted(), [other]);
    follow();
    decide({ answers: { ...all('denied'), analytics: 'granted' } });
    follow();
    expect(left()).toEqual(['_ga', 'basket']);
  });

  it('erases again as soon as a refused vendor writes again', async () => {
    const { decide, follow, jar, left } = page(granted());
    follow();
    decide({ answers: all('denied') });
    follow();
    expect(left()).toEqual(['basket']);
    jar.write('_ga=1; path=/');
    await vi.waitFor(() => expect(left()).toEqual(['basket']));
  });

  it('never erases what a vendor writes while it is granted', async () => {
    const { decide, follow, jar, left } = page(refused());
    follow();
    decide({ answers: all('granted') });
    follow();
    jar.write('_ga=1; path=/');
    await silence();
    expect(left()).toEqual(['basket', '_ga']);
  });

  it.each(['pagehide', 'visibilitychange'])('erases again on %s, where no event tells', (type) => {
    const { follow, jar, left, local, session, window } = page(refused());
    vi.stubGlobal('cookieStore', undefined);
    follow();
    jar.write('_ga=1; path=/');
    Object.assign(local, { _counter: '1', basket: '1' });
    Object.assign(session, { _counter: '1' });
    window.dispatchEvent(new Event(type));
    expect([left(), Object.keys(local), Object.keys(session)]).toEqual([['basket'], ['basket'], []]);
  });

  it('gives up on a vendor that writes after every erasing', async () => {
    const { cookieStore, follow, jar, left, window } = page(refused());
    let writes = 0;
    cookieStore.addEventListener('change', () => {
      if (++writes < 10_000 && !jar.read().includes('_ga')) jar.write('_ga=1; path=/');
    });
    follow();
    await silence();
    expect(writes).toBeGreaterThan(50);
    expect(writes).toBeLessThan(1000);
    expect(left()).toContain('_ga');
    window.dispatchEvent(new Event('pagehide'));
    expect(left()).toEqual(['basket']);
  });

  it('stops where a cookie cannot be erased, and says so at the withdrawal alone', async () => {
    const { cookieStore, decide, follow, jar, known } = page(granted());
    known.set('lasting', { ...vendorWith(['FPID']), id: 'lasting' });
    jar.serve('FPID=1; path=/; httponly');
    let changes = 0;
    cookieStore.addEventListener('change', () => changes++);
    follow();
    decide({ answers: { ...all('granted'), analytics: 'denied' } });
    follow();
    decide({ answers: all('denied') });
    follow();
    await silence();
    expect((await silence()).filter((text) => text.includes('FPID'))).toHaveLength(1);
    expect(changes).toBeLessThan(50);
  });

  it('leaves alone what cannot be erased when another cookie changes', async () => {
    const { follow, jar } = page(refused());
    location.pathname = '/list;page=2/red';
    jar.write('_ga=1');
    location.pathname = '/list;page=2/red/laces';
    follow();
    await silence();
    const write = vi.spyOn(jar, 'write');
    document.cookie = 'basket=2; path=/';
    await silence();
    expect(write).toHaveBeenCalledOnce();
    expect(jar.list()).toContain('_ga @ shop.example/list;page=2');
  });

  it('says nothing of what stays to a visitor who refused earlier', async () => {
    const { follow, jar, known } = page(refused());
    known.set('earlier', { ...vendorWith(['FPID']), id: 'earlier' });
    jar.serve('FPID=1; path=/; httponly');
    expect(follow()).toBe(false);
    expect(await silence()).toEqual([]);
  });

  it('erases nothing more once it is closed', async () => {
    const { close, follow, jar, left, window } = page(refused());
    follow();
    close();
    jar.write('_ga=1; path=/');
    await silence();
    window.dispatchEvent(new Event('pagehide'));
    expect(left()).toEqual(['basket', '_ga']);
  });
});
