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
  zone?: 'US' | 'EU' | undefined;
  /** @default 'analytics' */
  category?: Category | undefined;
}

interface Call {
  name: string;
  args: unknown[];
  resolve?(given: unknown): void;
}
interface Queue {
  [method: string]: unknown;
  _q: Call[];
}

export const amplitudeVendor = {
  id: 'amplitude',
  name: 'Amplitude, Inc.',
  lang: 'en',
  category: 'analytics',
  purpose: 'Counts visits and what is done in them.',
  policy: 'https://amplitude.com/privacy',
  hosts: ['amplitude.com'],
  cookies: [
    { name: 'AMP_#', purpose: 'Gives this browser a number.', duration: 'P1Y', party: 'first' },
    { name: 'AMP_MKTG_#', purpose: 'Remembers where you came from.', duration: 'P1Y', party: 'first' },
  ],
  storage: ['AMP_#', 'AMP_MKTG_#', 'AMP_unsent_#', 'AMP_unsent_identify_#', 'AMP_remote_config_#'],
} as const satisfies Vendor;

// As in Amplitude's snippet, but for what a page rarely says so early.
const methods =
  'init add remove track logEvent identify setGroup revenue flush getDeviceId setDeviceId getSessionId getUserId setUserId setOptOut reset';
const classes = {
  Identify: 'set setOnce add append prepend unset remove',
  Revenue: 'setProductId setQuantity setPrice setRevenue setRevenueType setEventProperties',
};

export function amplitude({ key, zone = 'US', category = 'analytics' }: AmplitudeSettings): Tag<'amplitude'> {
  return defineTag(
    {
      ...amplitudeVendor,
      category,
      load(page) {
        const site = window as { amplitude?: Queue };
        const queue: Queue = { invoked: true, _q: [], _iq: {} };
        for (const name of methods.split(' ')) {
          queue[name] = (...args: unknown[]) => ({
            promise: new Promise((resolve) => {
              queue._q.push({ name, args, resolve });
            }),
          });
        }
        for (const [name, own] of Object.entries(classes)) queue[name] = queued(own);
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

/** What `new amplitude.Identify()` gives until the script has come: it keeps what is called on it. */
function queued(names: string): unknown {
  return function keep(this: { _q: Call[] }) {
    this._q = [];
    for (const name of names.split(' ')) {
      Reflect.set(this, name, (...args: unknown[]) => {
        this._q.push({ name, args });
        return this;
      });
    }
  };
}

function call(method: string, ...given: unknown[]): void {
  const own = (window as { amplitude?: Queue }).amplitude?.[method];
  if (typeof own === 'function') own(...given);
}
