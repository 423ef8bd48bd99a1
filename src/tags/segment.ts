/**
 * Segment. Every event carries the answers in force; without targeting, nothing but Segment itself is loaded. After a
 * withdrawal no event passes and its ids are reset; a new grant lets events pass again, other destinations come with
 * the next page (Segment: "Consent management").
 */
import { defineTag } from '../define.ts';
import type { Category, Tag, Vendor } from '../types.ts';
import { type Queue, queueCalls } from './snippet.ts';

export interface SegmentSettings {
  /** Write key. */
  key: string;
  /** Address of a proxy in front of Segment. @default 'https://cdn.segment.com' */
  host?: string | undefined;
  /** @default 'analytics' */
  category?: Category | undefined;
}

interface Passing {
  payload: { obj: { context?: object } };
  next(payload: unknown): void;
}

export const segmentVendor = {
  id: 'segment',
  name: 'Twilio Inc. (Segment)',
  lang: 'en',
  category: 'analytics',
  purpose: 'Counts visits and passes them on.',
  policy: 'https://www.twilio.com/legal/privacy',
  hosts: ['segment.com', 'segment.io'],
  cookies: [
    { name: 'ajs_anonymous_id', purpose: 'Gives this browser a number.', duration: 'P1Y', party: 'first' },
    { name: 'ajs_user_id', purpose: 'Recognises you where you sign in.', duration: 'P1Y', party: 'first' },
    { name: 'ajs_group_id', purpose: 'Recognises you where you sign in.', duration: 'P1Y', party: 'first' },
  ],
  storage: ['ajs_anonymous_id', 'ajs_user_id', 'ajs_user_traits', 'ajs_group_id', 'ajs_group_properties'],
} as const satisfies Vendor;

// As in Segment's snippet, but for what a page rarely says so early.
const methods =
  'addSourceMiddleware page track identify group alias reset ready on trackLink trackClick setAnonymousId';

export function segment({ key, host, category = 'analytics' }: SegmentSettings): Tag<'segment'> {
  let silent = false;
  return defineTag(
    {
      ...segmentVendor,
      hosts: host ? [...segmentVendor.hosts, `${host}`.split('/')[2] ?? ''] : segmentVendor.hosts,
      category,
      load(page) {
        const site = window as { analytics?: Queue };
        const queue = [] as unknown as Queue;
        queueCalls(queue, methods);
        site.analytics ??= queue;
        const cdn = host ?? 'https://cdn.segment.com';
        const integrations = page.allows('targeting') ? {} : { All: false, 'Segment.io': true };
        Object.assign(site.analytics, {
          _writeKey: key,
          _cdn: cdn,
          _loadOptions: { integrations },
          invoked: true,
        });
        call('addSourceMiddleware', ({ payload, next }: Passing) => {
          const names = 'functional analytics targeting social'.split(' ');
          const categoryPreferences = Object.fromEntries(names.map((name) => [name, page.allows(name)]));
          payload.obj.context = { ...payload.obj.context, consent: { categoryPreferences } };
          // What is not passed on is dropped (Segment: "Middleware").
          if (!silent) next(payload);
        });
        page.whenParsed(() => {
          // Pasted in the page as well, Segment's snippet counts the visit.
          if (!site.analytics?.some?.(([name]) => name === 'page')) call('page');
        });
        page.script(`${cdn}/analytics.js/v1/${encodeURIComponent(key)}/analytics.min.js`);
      },
      update() {
        silent = false;
        call('track', 'Segment Consent Preference Updated');
      },
      stop() {
        silent = true;
        call('reset');
      },
    },
    { key },
  );
}

function call(method: string, ...given: unknown[]): void {
  const { analytics } = window as { analytics?: Queue };
  if (typeof analytics?.[method] === 'function') analytics[method](...given);
}
