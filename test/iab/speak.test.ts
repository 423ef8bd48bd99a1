import { describe, expect, it, vi } from 'vitest';
import { regimeFor } from '../../src/regimes/index.ts';
import { heard, silence } from '../said.ts';
import { all, decisionOf } from '../visit.ts';
import { openVendors, type Told } from './page.ts';
import { readBack } from './read-back.ts';

const free = 'DBABLA~CVQqAAAAAACA.QA';
const out = 'DBABLA~CVQVAAAAAACA.QA';
const denied = all('denied');

describe('speak()', () => {
  it('answers a ping with what holds', () => {
    const { start, pings } = openVendors();
    start().follow();
    expect(pings()).toEqual({
      gppVersion: '1.1',
      cmpStatus: 'loaded',
      cmpDisplayStatus: 'hidden',
      signalStatus: 'ready',
      supportedAPIs: ['7:usnat'],
      cmpId: 1,
      sectionList: [7],
      applicableSections: [7],
      gppString: free,
      parsedSections: {
        usnat: [expect.objectContaining({ Version: 2, SaleOptOut: 2 }), { SubsectionType: 1, Gpc: false }],
      },
    });
  });

  it('tells a returning visitor’s answer without a change', () => {
    const { start, listens } = openVendors({ decision: decisionOf({ regime: 'ccpa', answers: denied }) });
    const strings = start();
    const { told, lines } = listens();
    strings.follow();
    expect(lines()).toEqual(['listenerRegistered: true', 'cmpStatus: loaded', 'signalStatus: ready']);
    expect(told.map(({ pingData }) => pingData.gppString)).toEqual(['', out, out]);
    expect(told.map(({ listenerId }) => listenerId)).toEqual([1, 1, 1]);
  });

  it('tells a first visitor’s choice in its order', () => {
    const { start, listens, consent, answers } = openVendors({ regime: regimeFor('DE') });
    const strings = start();
    const { told, lines } = listens();
    strings.follow();
    consent.shows('banner');
    answers(all('granted'));
    consent.shows('none');
    expect(lines()).toEqual([
      'listenerRegistered: true',
      'cmpStatus: loaded',
      'cmpDisplayStatus: visible',
      'cmpDisplayStatus: hidden',
      'sectionChange: usnat',
      'signalStatus: ready',
    ]);
    expect(told.at(-1)?.pingData.gppString).toBe(free);
  });

  it('tells of the choice also when it is the refusal that held before', () => {
    const { start, listens, consent, answers } = openVendors({ regime: regimeFor('DE') });
    start().follow();
    const { lines } = listens();
    consent.shows('banner');
    answers(denied);
    consent.shows('none');
    expect(lines().slice(-2)).toEqual(['sectionChange: usnat', 'signalStatus: ready']);
  });

  it.each([
    ['changes the answer', denied, ['sectionChange: usnat']],
    ['leaves it as it was', all('granted'), []],
  ])('is not ready while a visitor looks again, who %s', (_what, given, changes) => {
    const { start, listens, consent, answers } = openVendors();
    start().follow();
    const { lines } = listens();
    consent.shows('dialog');
    answers(given);
    consent.shows('none');
    expect(lines()).toEqual([
      'listenerRegistered: true',
      'signalStatus: not ready',
      'cmpDisplayStatus: visible',
      'cmpDisplayStatus: hidden',
      ...changes,
      'signalStatus: ready',
    ]);
  });

  it('tells of an opt-out in one press, not ready first', () => {
    const { start, listens, pings, usp, answers } = openVendors();
    start().follow();
    const { lines } = listens();
    expect(usp()).toEqual([{ version: 1, uspString: '1YNN' }, true]);
    answers(denied);
    expect(lines().slice(1)).toEqual([
      'signalStatus: not ready',
      'sectionChange: usnat',
      'signalStatus: ready',
    ]);
    expect(pings().gppString).toBe(out);
    expect(usp()).toEqual([{ version: 1, uspString: '1YYN' }, true]);
  });

  it('says the new answer at once, even before the layer is gone', () => {
    const { start, pings, consent, answers } = openVendors();
    start().follow();
    consent.shows('dialog');
    answers(denied);
    expect(pings()).toMatchObject({ gppString: out, signalStatus: 'not ready' });
  });

  it('is not ready while an opt-in regime waits for an answer, its banner put away', () => {
    const { start, pings, consent } = openVendors({ regime: regimeFor('DE') });
    start().follow();
    consent.shows('banner');
    consent.shows('none');
    expect(pings()).toMatchObject({ signalStatus: 'not ready', cmpDisplayStatus: 'hidden', gppString: out });
  });

  it('follows the signal, a grant and a withdrawal', () => {
    const { start, pings, consent, answers } = openVendors();
    start().follow();
    consent.change({ gpc: true });
    expect(pings().gppString).toBe('DBABLA~CVQVAAAAAACA.YA');
    consent.change({ gpc: false });
    answers(all('granted'));
    expect(pings().gppString).toBe(free);
    answers(denied);
    expect(pings().gppString).toBe(out);
  });

  it('says outside the US that no section applies', () => {
    const { start, pings, usp } = openVendors({ region: 'DE' });
    start().follow();
    expect(pings()).toMatchObject({
      gppString: 'DBAA',
      sectionList: [],
      applicableSections: [-1],
      parsedSections: {},
      signalStatus: 'not ready',
    });
    expect(usp()).toEqual([{ version: 1, uspString: '1---' }, true]);
  });

  it.each([
    ['hasSection', 'usnat', true, true],
    ['hasSection', 'usca', false, true],
    ['getSection', 'usnat', [expect.any(Object), { SubsectionType: 1, Gpc: false }], true],
    ['getSection', 'usca', null, false],
    ['getSection', 'constructor', null, false],
    ['getField', 'usnat.SaleOptOut', 2, true],
    ['getField', 'usnat.Gpc', false, true],
    ['getField', 'usnat.KnownChildSensitiveDataConsents', [0, 0, 0], true],
    ['getField', 'usnat.constructor', null, false],
    ['getField', 'usnat', null, false],
    ['getField', undefined, null, false],
    ['removeEventListener', 99, false, true],
    ['getGPPData', undefined, null, false],
    ['tcfeuv2.getTCData', undefined, null, false],
  ])('answers %s(%s) at once', (command, parameter, data, success) => {
    const { start, asks } = openVendors();
    start().follow();
    expect(asks(command, parameter)).toEqual([[data, success]]);
  });

  it('hands out copies: no vendor writes into what the next one reads', () => {
    const { start, asks, pings } = openVendors();
    start().follow();
    const [[section] = []] = asks('getSection', 'usnat') as [[{ SaleOptOut: number }[], boolean]];
    Object.assign(section?.[0] ?? {}, { SaleOptOut: 0 });
    Object.assign(pings().parsedSections, { usnat: [] });
    expect(asks('getField', 'usnat.SaleOptOut')).toEqual([[2, true]]);
  });

  it.each([
    ['getUSPData', 2],
    ['getUSPData', null],
    ['ping', 1],
  ])('knows no __uspapi(%s, %s)', (command, version) => {
    const { start, usp } = openVendors();
    start().follow();
    expect(usp(command, version)).toEqual([null, false]);
  });

  it('lets no listener stop the others, and tells the site’s error tracking', () => {
    const { start, window, listens, answers } = openVendors();
    start().follow();
    window.__gpp?.('addEventListener', () => {
      throw new Error('no');
    });
    const { lines } = listens();
    answers(denied);
    expect(lines()).toContain('signalStatus: ready');
    expect(reportError).toHaveBeenCalledTimes(4);
  });

  it('tells no listener that was removed, by itself or by another', () => {
    const { start, asks, listens, window, answers } = openVendors();
    start().follow();
    const first = vi.fn((event: Told) => {
      if (event.eventName === 'signalStatus') asks('removeEventListener', event.listenerId + 1);
    });
    window.__gpp?.('addEventListener', first);
    const { lines } = listens();
    answers(denied);
    expect(lines()).toEqual(['listenerRegistered: true']);
    expect(first).toHaveBeenCalledTimes(4);
  });

  it('tells everybody in one order, also when a listener changes the answers', () => {
    const { start, window, listens, answers } = openVendors();
    start().follow();
    window.__gpp?.('addEventListener', ({ eventName, pingData }: Told) => {
      if (eventName === 'sectionChange' && pingData.gppString === out) answers(all('granted'));
    });
    const { lines, told } = listens();
    answers(denied);
    const change = ['signalStatus: not ready', 'sectionChange: usnat', 'signalStatus: ready'];
    expect(lines().slice(1)).toEqual([...change, ...change]);
    expect(told.slice(1).map(({ pingData }) => pingData.gppString)).toEqual([
      out,
      out,
      out,
      free,
      free,
      free,
    ]);
  });

  it('writes in state mode what the IAB reads as that state', () => {
    const { start, pings } = openVendors({ region: 'US-CO' }, { iab: { sections: 'state', notices: true } });
    start().follow();
    expect(pings()).toMatchObject({ sectionList: [10], gppString: 'DBABJg~BVoAAIA.QA' });
    expect(pings().supportedAPIs).toContain('10:usco');
    expect(readBack(pings().gppString).getFieldValue('usco', 'SaleOptOut')).toBe(2);
  });

  it.each([
    ['a policy named', { iab: true, policy: '/privacy' }, 1],
    ['none', { iab: true }, 2],
    ['none, but the site says so', { iab: { notices: true } }, 1],
    ['one, but the site says no', { iab: { notices: false }, policy: '/privacy' }, 2],
  ] as const)('says of the notices, with %s: %o', (_which, settings, notice) => {
    const { start, asks } = openVendors({}, settings);
    start().follow();
    expect(asks('getField', 'usnat.SaleOptOutNotice')).toEqual([[notice, true]]);
  });

  it('names what it cannot use of the option, and goes by the default', async () => {
    const iab = { sections: 'federal', notices: true, mspa: true } as never;
    const { start, pings } = openVendors({ region: 'US-CA' }, { iab });
    start().follow();
    expect(pings().gppString).toBe(free);
    await heard('Option "iab.sections" is "federal"');
    await heard('Option "iab.mspa" is true');
  });

  it.each(['yes', 1, ['state']])('stays off where the option is %j, and says so', async (iab) => {
    const { start, window } = openVendors({}, { iab: iab as never });
    start().follow();
    expect([window.__gpp, window.__uspapi]).toEqual([undefined, undefined]);
    await heard('Option "iab" is');
  });

  it.each(['__gpp', '__uspapi'] as const)(
    'leaves the page to a tool that answers as %s, and says so',
    async (name) => {
      const { start, window } = openVendors();
      const theirs = vi.fn((command: string, callback: unknown) => {
        if (command === 'ping') (callback as (ping: object) => void)({ cmpStatus: 'loading' });
      });
      window[name] = theirs as never;
      const strings = start();
      strings.follow();
      await heard(`Another tool answers as ${name}`);
      expect(window[name]).toBe(theirs);
      expect(window[name === '__gpp' ? '__uspapi' : '__gpp']).toBeUndefined();
      strings.destroy();
      expect(window[name]).toBe(theirs);
    },
  );

  it('leaves the page to a tool that throws', () => {
    const { start, window } = openVendors();
    const theirs = () => {
      throw new Error('no');
    };
    window.__gpp = theirs;
    start().follow();
    expect([window.__gpp, window.__uspapi]).toEqual([theirs, undefined]);
  });

  it('takes over from a stand-in that the site has pasted, its listeners and its questions', () => {
    const { start, window, asks } = openVendors();
    const told = vi.fn();
    const asked = vi.fn();
    const theirs = (command: string, callback: (data: unknown, success: boolean) => void) => {
      if (command === 'ping') callback({ cmpStatus: 'stub' }, true);
    };
    // As the specification's own stub keeps them: arguments objects among them.
    const arrayLike = { 0: 'hasSection', 1: asked, 2: 'usnat', length: 3 };
    window.__gpp = Object.assign(theirs as never, {
      queue: [arrayLike],
      events: [{ id: 4, callback: told, parameter: undefined }],
      lastId: 7,
    });
    start().follow();
    expect(told.mock.calls.map(([event]) => `${event.listenerId} ${event.eventName}`)).toEqual([
      '4 cmpStatus',
      '4 signalStatus',
    ]);
    expect(asked).toHaveBeenCalledExactlyOnceWith(true, true);
    const [[event] = []] = asks('addEventListener') as [[Told, boolean]];
    expect(event?.listenerId).toBe(8);
  });

  it('goes without a trace', async () => {
    const { start, window, page, listens, answers } = openVendors();
    const strings = start();
    strings.follow();
    const { lines } = listens();
    expect(page.querySelectorAll('iframe')).toHaveLength(2);
    strings.destroy();
    answers(denied);
    expect(lines()).toEqual(['listenerRegistered: true']);
    expect([window.__gpp, window.__uspapi]).toEqual([undefined, undefined]);
    expect(page.querySelectorAll('iframe')).toHaveLength(0);
    expect(await silence()).toEqual([]);
  });

  it('never defines __tcfapi', () => {
    const { start } = openVendors({ region: 'DE' });
    start().follow();
    expect(Object.keys(globalThis.window).filter((name) => name.startsWith('__tcf'))).toEqual([]);
  });
});
