import { beforeEach, describe, expect, it, vi } from 'vitest';
import { posthog } from '../../src/tags/posthog.ts';
import { tagPage } from '../visit.ts';

interface Page {
  posthog?: unknown[][] & { _i: unknown[][]; init?: (...project: unknown[]) => void; people?: unknown[] };
}

type PostHog = unknown[] & {
  people: unknown[] & { set(values: object): void };
  onFeatureFlags(then: () => void): void;
};

const grant = ['opt_in_capturing', { captureEventName: false }];

describe('posthog()', () => {
  let page: Page;

  beforeEach(() => {
    page = {};
    vi.stubGlobal('window', page);
  });

  it.each([
    { host: undefined, from: 'https://us-assets.i.posthog.com', hosts: ['posthog.com'] },
    {
      host: 'https://eu.i.posthog.com',
      from: 'https://eu-assets.i.posthog.com',
      hosts: ['posthog.com', 'eu.i.posthog.com'],
    },
    {
      host: 'https://ph.shop.example',
      from: 'https://ph.shop.example',
      hosts: ['posthog.com', 'ph.shop.example'],
    },
  ])('begins opted out, is opted in and loads from $from', ({ host, from, hosts }) => {
    const here = tagPage(['analytics']);
    const tag = posthog({ key: 'phc_1', host });
    tag.load(here);
    const options = { api_host: host ?? 'https://us.i.posthog.com', opt_out_capturing_by_default: true };
    expect(page.posthog?._i).toEqual([['phc_1', options, 'posthog']]);
    expect(Array.from(page.posthog ?? [])).toEqual([grant]);
    expect(here.scripts).toEqual([`${from}/static/array.js`]);
    expect(tag.hosts).toEqual(hosts);
  });

  it('opts out when it stops, and in again', () => {
    const tag = posthog({ key: 'phc_1' });
    tag.load(tagPage(['analytics']));
    tag.stop?.(tagPage([]));
    tag.update?.(tagPage(['analytics']));
    expect(Array.from(page.posthog ?? []).slice(1)).toEqual([['opt_out_capturing'], grant]);
  });

  it("names its project once beside PostHog's own snippet, before it or after it", () => {
    posthog({ key: 'phc_1' }).load(tagPage(['analytics']));
    page.posthog?.init?.('phc_1', {});
    page.posthog?.init?.('phc_2', {}, 'other');
    expect(page.posthog?._i.map(([token]) => token)).toEqual(['phc_1', 'phc_2']);

    page.posthog = Object.assign([], { _i: [['phc_1', {}, 'posthog']] });
    posthog({ key: 'phc_1' }).load(tagPage(['analytics']));
    expect(page.posthog._i).toHaveLength(1);
  });

  it("queues what PostHog's own snippet queues, its people too", () => {
    posthog({ key: 'phc_1' }).load(tagPage(['analytics']));
    const { posthog: own } = page as unknown as { posthog: PostHog };
    const then = () => {};
    own.onFeatureFlags(then);
    own.people.set({ plan: 'a' });
    expect(Array.from(own).slice(1)).toEqual([['onFeatureFlags', then]]);
    expect(Array.from(own.people)).toEqual([['set', { plan: 'a' }]]);
  });

  it('never loads without its key', () => {
    const here = tagPage(['analytics']);
    posthog({} as { key: string }).load(here);
    expect([here.scripts, page]).toEqual([[], {}]);
  });
});
