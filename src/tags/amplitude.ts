/**
 * Amplitude. Its script is held; a withdrawal and a new grant are said by its opt-out call (Amplitude: "Cookies and
 * consent management", `setOptOut`).
 */
import { defineTag } from '../define.ts';
import type { Category, Tag, Vendor } from '../types.ts';

export interface AmplitudeSettings {
  /** Project API key. */
  key: string;
  /** Where the project is kept. @default 'US' */
  zone?: 'US' | 'EU';
  /** @default 'analytics' */
  category?: Category;
}

interface Queue {
  [method: string]: unknown;
  _q: { name: string; args: unknown[] }[];
}

export const amplitudeVendor = {
  id: 'amplitude',
  name: 'Amplitude, Inc.',
  lang: 'en',
  category: 'analytics',
  purpose: 'Counts visits and what is done in them.',
  policy: 'https://amplitude.com/privacy',
  hosts: ['amplitude.com'],
  cookies: [{ name: 'AMP_*', purpose: 'Gives this browser a number.', duration: 'P1Y', party: 'first' }],
  storage: ['AMP_*'],
} as const satisfies Vendor;

const methods = 'init track identify setUserId setOptOut reset'.split(' ');

export function amplitude({ key, zone = 'US', category = 'analytics' }: AmplitudeSettings): Tag<'amplitude'> {
  return defineTag(
    {
      ...amplitudeVendor,
      category,
      load(page) {
        const site = window as { amplitude?: Queue };
        const queue: Queue = { invoked: true, _q: [], _iq: {} };
        for (const name of methods) {
          queue[name] = (...args: unknown[]) => {
            queue._q.push({ name, args });
            return { promise: Promise.resolve() };
          };
        }
        site.amplitude ??= queue;
        page.whenParsed(() => {
          // Pasted in the page as well, Amplitude's snippet counts the visit.
          if (site.amplitude?._q?.some(({ name }) => name === 'init')) return;
          call('init', key, { serverZone: zone, defaultTracking: true });
        });
        page.script('https://cdn.amplitude.com/libs/analytics-browser-2.48.1-min.js.gz');
      },
      update: () => call('setOptOut', false),
      stop: () => call('setOptOut', true),
    },
    { key },
  );
}

function call(method: string, ...given: unknown[]): void {
  const own = (window as { amplitude?: Queue }).amplitude?.[method];
  if (typeof own === 'function') own(...given);
}
