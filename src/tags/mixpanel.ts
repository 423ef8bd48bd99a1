/**
 * Mixpanel. Its script is held; a grant is said by its opt-in call, a withdrawal by its opt-out call (Mixpanel:
 * "Privacy-friendly tracking"). The record of that refusal, `__mp_opt_in_out_…`, is not erased: without it Mixpanel
 * would track again.
 */
import { defineTag } from '../define.ts';
import type { Category, Tag, Vendor } from '../types.ts';
import { type Queue, queueCalls } from './snippet.ts';

export interface MixpanelSettings {
  /** Project token. */
  token: string;
  /** Address events are sent to: `https://api-eu.mixpanel.com` in Europe. @default Mixpanel's own */
  host?: string | undefined;
  /** @default 'analytics' */
  category?: Category | undefined;
}

interface Named extends Queue {
  _i: unknown[][];
  people: Queue;
}

export const mixpanelVendor = {
  id: 'mixpanel',
  name: 'Mixpanel, Inc.',
  lang: 'en',
  category: 'analytics',
  purpose: 'Counts visits and what is done in them.',
  policy: 'https://mixpanel.com/legal/privacy-policy/',
  hosts: ['mixpanel.com', 'mxpnl.com'],
  cookies: [
    { name: 'mp_#_mixpanel', purpose: 'Gives this browser a number.', duration: 'P1Y', party: 'first' },
  ],
  storage: ['mp_#_mixpanel', 'mp_tab_id_mixpanel_#', 'mp_gen_new_tab_id_mixpanel_#', '__mpq_*'],
} as const satisfies Vendor;

// As in Mixpanel's snippet, but for what a page rarely says so early.
const methods =
  'track time_event track_pageview track_links track_forms identify alias register register_once unregister reset set_config set_group add_group opt_in_tracking opt_out_tracking';
const peopleMethods = 'set set_once unset increment append union track_charge';

export function mixpanel({ token, host, category = 'analytics' }: MixpanelSettings): Tag<'mixpanel'> {
  // Before its script has come the list takes commands, later Mixpanel itself does.
  const say = (...command: unknown[]) => (window as { mixpanel?: Named }).mixpanel?.push(command);
  const grant = () => say('opt_in_tracking', { track: false });
  return defineTag(
    {
      ...mixpanelVendor,
      hosts: host ? [...mixpanelVendor.hosts, `${host}`.split('/')[2] ?? ''] : mixpanelVendor.hosts,
      cookies: mixpanelVendor.cookies.map((cookie) => ({ ...cookie, name: `mp_${token}_mixpanel` })),
      category,
      load(page) {
        const site = window as { mixpanel?: Named };
        const queue = Object.assign([] as unknown as Named, { _i: [], people: [], __SV: 1.2 });
        // Pasted in the page as well, Mixpanel's snippet names the project: named twice it would count twice.
        const isNamed = (list?: unknown[][]) => list?.some(([id]) => id === token);
        queue.init = (id: string, options: object, name = 'mixpanel') =>
          (id === token && isNamed(queue._i)) || queue._i.push([id, options, name]);
        queueCalls(queue, methods);
        queueCalls(queue.people, peopleMethods);
        site.mixpanel ??= queue;
        const { _i } = site.mixpanel;
        const pasted = isNamed(_i);
        if (!pasted) _i?.push([token, host ? { api_host: host } : {}, 'mixpanel']);
        grant();
        if (!pasted) say('track_pageview');
        page.script('https://cdn.mxpnl.com/libs/mixpanel-2-latest.min.js');
      },
      update: grant,
      stop: () => say('opt_out_tracking'),
    },
    { token },
  );
}
