import { describe, expect, it, vi } from 'vitest';
import { followAddress } from '../src/actions.ts';
import type { Consent } from '../src/types.ts';
import { openPage } from './page.ts';

/** A page at this address whose history notes where it goes, and a consent that notes what it was asked. */
function visiting(address: string) {
  openPage(address);
  const history = { state: { scroll: 7 }, replaceState: vi.fn() };
  vi.stubGlobal('history', history);
  const acts: string[] = [];
  const names = ['open', 'optOut', 'deny', 'grant', 'withdraw', 'forget', 'decide'];
  const consent = Object.fromEntries(
    names.map((name) => [name, (...what: string[]) => acts.push([name, ...what].join(' '))]),
  );
  followAddress(consent as unknown as Consent);
  return { acts, went: history.replaceState.mock.calls.map(([state, , to]) => ({ state, to: String(to) })) };
}

// Buttons and links (`createActions`) need elements: see `e2e/`.
describe('followAddress()', () => {
  it.each([
    ['opt-out', ['optOut']],
    ['reject', ['deny']],
    ['open', ['open dialog']],
    ['accept', []],
    ['withdraw', []],
    ['Opt-Out', []],
    ['reject-all', []],
    ['constructor', []],
    ['__proto__', []],
  ])('does what ?assent=%s may: %j', (asked, done) => {
    expect(visiting(`https://shop.example/?assent=${asked}`).acts).toEqual(done);
  });

  it.each([
    ['/basket?assent=opt-out', '/basket'],
    ['/basket?item=7&assent=opt-out&sort=up#top', '/basket?item=7&sort=up#top'],
    ['/?assent=accept', '/'],
    ['/?a=b%20c&assent=open&x&q=%E4', '/?a=b%20c&x&q=%E4'],
    ['/?assent=open&assent=reject', '/'],
  ])('takes the parameter out of %s', (from, to) => {
    expect(visiting(`https://shop.example${from}`).went).toEqual([
      { state: { scroll: 7 }, to: `https://shop.example${to}` },
    ]);
  });

  it.each(['/', '/?item=7', '/#assent=opt-out', '/?xassent=reject'])('leaves %s as it is', (path) => {
    expect(visiting(`https://shop.example${path}`)).toEqual({ acts: [], went: [] });
  });

  it('takes the parameter out before it acts', () => {
    openPage('https://shop.example/?assent=reject');
    const order: string[] = [];
    vi.stubGlobal('history', { state: null, replaceState: () => order.push('address') });
    followAddress({ deny: () => order.push('deny') } as unknown as Consent);
    expect(order).toEqual(['address', 'deny']);
  });
});
