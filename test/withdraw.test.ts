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

  it.each(['__Secure-id', '__Host-id'])(
    'erases a cookie whose name begins as in %s (RFC 6265bis §4.1.3)',
    (name) => {
      const { jar } = openPage(address);
      jar.write(`${name}=1; path=/; secure`);
      expect(jar.list()).toHaveLength(1);
      erase(vendorWith([name]));
      expect(jar.list()).toEqual([]);
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
    for (const value of ['a=b==', '', '{"a":1}', ' ']) {
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

  it('names on the console what it cannot erase', async () => {
    openPage();
    // Readable, yet set in a way that no attribute of ours names.
    vi.stubGlobal('document', {
      get cookie() {
        return '_ga=1; other=2';
      },
      set cookie(_) {},
    });
    erase({ ...vendorWith(['_ga']), id: 'stubborn' });
    expect(await heard('"stubborn"')).toBe(
      '[assent] Cookies of "stubborn" cannot be erased here: _ga. Erase them on your server.',
    );
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
    erase({ id: 'bare', name: 'Bare', category: 'social', purpose: 'Nothing.' });
    expect(jar.list()).toHaveLength(1);
  });
});

describe('createWithdrawal()', () => {
  /** A page on which two vendors have each left a cookie. */
  function page(visit = visitOf()) {
    const { jar } = openPage();
    const [, counter, adverts] = vendors as [Vendor, Vendor, Vendor];
    const listed = [
      { ...vendorWith(['_ga']), ...counter },
      { ...vendorWith(['_ad']), ...adverts },
    ];
    for (const name of ['_ga', '_ad', 'basket']) jar.write(`${name}=1; path=/`);
    const consent = createAnswering({
      ...visit,
      vendors: new Map(listed.map((vendor) => [vendor.id, vendor])),
    });
    const follow = createWithdrawal(consent);
    const decide = (answers: Parameters<typeof decisionOf>[0] & object) => {
      const decision = decisionOf(answers);
      consent.change({ decision, answers: decision.answers });
    };
    return { consent, decide, follow, left: () => jar.read().replace(/=1/g, '').split('; ') };
  }

  it('erases what lost its grant, and tells so', () => {
    const { decide, follow, left } = page(visitOf({ decision: decisionOf({ answers: all('granted') }) }));
    expect(follow()).toBe(false);
    decide({ answers: { ...all('granted'), analytics: 'denied' } });
    expect(follow()).toBe(true);
    expect(left()).toEqual(['_ad', 'basket']);
  });

  it('erases nothing while every grant stands', () => {
    const { decide, follow, left } = page(visitOf({ decision: decisionOf({ answers: all('granted') }) }));
    follow();
    decide({ answers: all('granted') });
    expect(follow()).toBe(false);
    expect(left()).toEqual(['_ga', '_ad', 'basket']);
  });

  it('erases one vendor whose own grant is taken back', () => {
    const { decide, follow, left } = page(visitOf({ decision: decisionOf({ answers: all('granted') }) }));
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
});
