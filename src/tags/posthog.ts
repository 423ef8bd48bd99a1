/**
 * PostHog, in its cloud or behind a proxy of the site's own. Its script is held; it begins opted out, is opted in by
 * the grant and out by the withdrawal, so that its own record cannot outlive the answer (PostHog: "Controlling data
 * collection").
 */
import { defineTag } from '../define.ts';
import type { Category, Tag, Vendor } from '../types.ts';
import { type Queue, queueCalls } from './snippet.ts';

export interface PosthogSettings {
  /** Project API key, `phc_…`. */
  key: string;
  /** Address events are sent to. @default 'https://us.i.posthog.com' */
  host?: string | undefined;
  /** @default 'analytics' */
  category?: Category | undefined;
}

interface Named extends Queue {
  _i: unknown[][];
  people: Queue;
}

export const posthogVendor = {
  id: 'posthog',
  name: 'PostHog, Inc.',
  lang: 'en',
  category: 'analytics',
  purpose: 'Records how pages are used.',
  policy: 'https://posthog.com/privacy',
  hosts: ['posthog.com'],
  cookies: [{ name: 'ph_phc_*', purpose: 'Gives this browser a number.', duration: 'P1Y', party: 'first' }],
  storage: ['ph_phc_*', '__ph_opt_in_out_*'],
} as const satisfies Vendor;

// As in PostHog's snippet, but for what a page rarely says so early; and `people`, which it had for years.
const methods =
  'capture identify alias group reset register register_once unregister isFeatureEnabled getFeatureFlag getFeatureFlagPayload onFeatureFlags reloadFeatureFlags on setPersonProperties get_distinct_id set_config startSessionRecording stopSessionRecording captureException opt_in_capturing opt_out_capturing';

export function posthog({ key, host, category = 'analytics' }: PosthogSettings): Tag<'posthog'> {
  // Before its script has come the list takes commands, later PostHog itself does.
  const say = (...command: unknown[]) => (window as { posthog?: Named }).posthog?.push(command);
  const grant = () => say('opt_in_capturing', { captureEventName: false });
  return defineTag(
    {
      ...posthogVendor,
      hosts: host ? [...posthogVendor.hosts, `${host}`.split('/')[2] ?? ''] : posthogVendor.hosts,
      category,
      load(page) {
        const site = window as { posthog?: Named };
        const server = host ?? 'https://us.i.posthog.com';
        const queue = Object.assign([] as unknown as Named, { _i: [], people: [], __SV: 1 });
        // Pasted in the page as well, PostHog's snippet names the project: named twice it would count twice.
        const isNamed = (list?: unknown[][]) => list?.some(([token]) => token === key);
        queue.init = (id: string, options: object, name = 'posthog') =>
          (id === key && isNamed(queue._i)) || queue._i.push([id, options, name]);
        queueCalls(queue, methods);
        queueCalls(queue.people, 'set set_once');
        site.posthog ??= queue;
        const { _i } = site.posthog;
        if (!isNamed(_i))
          _i?.push([key, { api_host: server, opt_out_capturing_by_default: true }, 'posthog']);
        grant();
        page.script(`${server.replace('.i.posthog.com', '-assets.i.posthog.com')}/static/array.js`);
      },
      update: grant,
      stop: () => say('opt_out_capturing'),
    },
    { key },
  );
}
