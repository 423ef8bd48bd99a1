import { beforeEach, describe, expect, it, vi } from 'vitest';
import { mixpanel } from '../../src/tags/mixpanel.ts';
import { tagPage } from '../visit.ts';

interface Page {
  mixpanel?: unknown[][] & { _i: unknown[][]; init?: (...project: unknown[]) => void };
}

type Mixpanel = unknown[] & {
  people: unknown[] & { set(values: object): void };
  time_event(name: string): void;
};

const grant = ['opt_in_tracking', { track: false }];

describe('mixpanel()', () => {
  let page: Page;

  beforeEach(() => {
    page = {};
    vi.stubGlobal('window', page);
  });

  it.each([
    { host: undefined, options: {}, hosts: ['mixpanel.com', 'mxpnl.com'] },
    {
      host: 'https://mp.shop.example',
      options: { api_host: 'https://mp.shop.example' },
      hosts: ['mixpanel.com', 'mxpnl.com', 'mp.shop.example'],
    },
  ])('opts in and counts one visit before its script loads, host $host', ({ host, options, hosts }) => {
    const here = tagPage(['analytics']);
    const tag = mixpanel({ token: 't1', host });
    tag.load(here);
    expect(page.mixpanel?._i).toEqual([['t1', options, 'mixpanel']]);
    expect(Array.from(page.mixpanel ?? [])).toEqual([grant, ['track_pageview']]);
    expect(here.scripts).toEqual(['https://cdn.mxpnl.com/libs/mixpanel-2-latest.min.js']);
    expect(tag.hosts).toEqual(hosts);
  });

  it('opts out when it stops, and in again', () => {
    const tag = mixpanel({ token: 't1' });
    tag.load(tagPage(['analytics']));
    tag.stop?.(tagPage([]));
    tag.update?.(tagPage(['analytics']));
    expect(Array.from(page.mixpanel ?? []).slice(2)).toEqual([['opt_out_tracking'], grant]);
  });

  it("leaves project and visit to Mixpanel's own snippet, before it or after it", () => {
    mixpanel({ token: 't1' }).load(tagPage(['analytics']));
    page.mixpanel?.init?.('t1', {});
    page.mixpanel?.init?.('t2', {}, 'other');
    expect(page.mixpanel?._i.map(([token]) => token)).toEqual(['t1', 't2']);

    page.mixpanel = Object.assign([], { _i: [['t1', {}, 'mixpanel']] });
    mixpanel({ token: 't1' }).load(tagPage(['analytics']));
    expect([page.mixpanel._i.length, Array.from(page.mixpanel)]).toEqual([1, [grant]]);
  });

  it("queues what Mixpanel's own snippet queues, its people too", () => {
    mixpanel({ token: 't1' }).load(tagPage(['analytics']));
    const { mixpanel: own } = page as unknown as { mixpanel: Mixpanel };
    own.time_event('Sold');
    own.people.set({ plan: 'a' });
    expect(Array.from(own).slice(2)).toEqual([['time_event', 'Sold']]);
    expect(Array.from(own.people)).toEqual([['set', { plan: 'a' }]]);
  });

  it('declares its cookie by the name that its token gives it', () => {
    const { cookies } = mixpanel({ token: 't1' });
    expect(cookies.map(({ name }) => name)).toEqual(['mp_t1_mixpanel']);
  });

  it('never loads without its token', () => {
    const here = tagPage(['analytics']);
    mixpanel({} as { token: string }).load(here);
    expect([here.scripts, page]).toEqual([[], {}]);
  });
});
