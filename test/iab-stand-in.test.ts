import { describe, expect, it, vi } from 'vitest';
import * as iab from '../src/iab/speak.ts';
import { openVendors, type Told } from './iab/page.ts';
import { all } from './visit.ts';

type Take = (loaded: typeof iab) => void;

/** The stand-ins on a page where what speaks has not come yet; `comes` brings it. */
function openWaiting(...given: Parameters<typeof openVendors>) {
  const vendors = openVendors(...given);
  let take: Take | undefined;
  const strings = vendors.start((then) => {
    take = then;
  });
  return { ...vendors, strings, comes: () => take?.(iab) };
}

describe('standIn()', () => {
  it('says at once that nothing is ready', () => {
    const { pings } = openWaiting();
    expect(pings()).toEqual({
      gppVersion: '1.1',
      cmpStatus: 'stub',
      cmpDisplayStatus: 'hidden',
      signalStatus: 'not ready',
      supportedAPIs: ['7:usnat'],
      cmpId: 0,
      sectionList: [],
      applicableSections: [],
      gppString: '',
      parsedSections: {},
    });
  });

  it.each([
    ['hasSection', 'usnat', false],
    ['getSection', 'usnat', null],
    ['getField', 'usnat.SaleOptOut', null],
    ['toString', undefined, null],
  ])('answers %s at once, knowing nothing', (command, parameter, data) => {
    expect(openWaiting().asks(command, parameter)).toEqual([[data, true]]);
  });

  it('gives every listener an id of its own and keeps it for later', () => {
    const { strings, comes, listens } = openWaiting();
    const first = listens();
    const second = listens();
    expect(first.lines()).toEqual(['listenerRegistered: true']);
    expect(first.told[0]?.pingData.cmpStatus).toBe('stub');
    strings.follow();
    comes();
    const third = listens();
    const ids = [first, second, third].map(({ told }) => new Set(told.map(({ listenerId }) => listenerId)));
    expect(ids.map(({ size }) => size)).toEqual([1, 1, 1]);
    expect(new Set(ids.flatMap((each) => [...each])).size).toBe(3);
    expect(second.lines()).toEqual(['listenerRegistered: true', 'cmpStatus: loaded', 'signalStatus: ready']);
  });

  it('keeps no listener that was removed', () => {
    const { strings, comes, listens, asks } = openWaiting();
    const { told, lines } = listens();
    expect(asks('removeEventListener', told[0]?.listenerId)).toEqual([[true, true]]);
    strings.follow();
    comes();
    expect(lines()).toEqual(['listenerRegistered: true']);
  });

  it('answers later, once and in their order, what only the answers can tell', () => {
    const { strings, comes, asks, usp, answers } = openWaiting();
    const ping = asks('ping');
    const unknown = asks('tcfeuv2.getTCData');
    const privacy = usp();
    expect([unknown, privacy]).toEqual([[], []]);
    answers(all('denied'));
    strings.follow();
    comes();
    expect(unknown).toEqual([[null, false]]);
    expect(privacy).toEqual([{ version: 1, uspString: '1YYN' }, true]);
    expect(ping).toHaveLength(1);
  });

  it('bears a call without a callback', () => {
    const { window, strings, comes } = openWaiting();
    expect(() => [window.__gpp?.(), window.__gpp?.('ping'), window.__uspapi?.()]).not.toThrow();
    strings.follow();
    expect(comes).not.toThrow();
  });

  it('stays, and says nothing more, while what speaks does not come', () => {
    const { strings, pings, listens, answers } = openWaiting();
    strings.follow();
    const { lines } = listens();
    answers(all('granted'));
    expect(pings()).toMatchObject({ cmpStatus: 'stub', signalStatus: 'not ready', gppString: '' });
    expect(lines()).toEqual(['listenerRegistered: true']);
  });

  it('hands the function over to what speaks', () => {
    const { strings, comes, pings } = openWaiting();
    strings.follow();
    comes();
    expect(pings()).toMatchObject({ cmpStatus: 'loaded', signalStatus: 'ready' });
  });

  it('never speaks after it was taken away', () => {
    const { strings, comes, window } = openWaiting();
    strings.follow();
    strings.destroy();
    comes();
    expect([window.__gpp, window.__uspapi]).toEqual([undefined, undefined]);
  });

  it('leaves what another tool has put in its place meanwhile', () => {
    const { strings, window } = openWaiting();
    const theirs = vi.fn();
    window.__gpp = theirs;
    strings.destroy();
    expect(window.__gpp).toBe(theirs);
  });

  it('takes the place of an element that bears the name', () => {
    const vendors = openVendors();
    vendors.window.__gpp = vendors.page.createElement('img') as never;
    vendors.start();
    expect(vendors.pings().cmpStatus).toBe('stub');
  });

  it('tells a listener of the banner that is seen already', () => {
    const { strings, comes, listens, consent } = openWaiting({ region: 'unknown' });
    const { told } = listens();
    strings.follow();
    consent.shows('banner');
    comes();
    expect(told.map(({ eventName, data }: Told) => [eventName, data]).slice(1)).toEqual([
      ['cmpStatus', 'loaded'],
      ['cmpDisplayStatus', 'visible'],
    ]);
  });
});
