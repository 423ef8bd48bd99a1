/**
 * Intercom: a chat. Its script is held; a withdrawal shuts it down, which ends the session and clears its cookies, and
 * a new grant boots it again (Intercom Developers: "Methods").
 */
import { defineTag } from '../define.ts';
import type { Category, Tag, Vendor } from '../types.ts';

export interface IntercomSettings {
  /** App id. */
  app: string;
  /** Where the workspace is kept. @default 'us' */
  region?: 'us' | 'eu' | 'au' | undefined;
  /** @default 'functional' */
  category?: Category | undefined;
}

interface Queue {
  (...call: unknown[]): void;
  q: unknown[][];
}

export const intercomVendor = {
  id: 'intercom',
  name: 'Intercom R&D Unlimited Company',
  lang: 'en',
  category: 'functional',
  purpose: 'Answers your questions in a chat.',
  policy: 'https://www.intercom.com/legal/privacy',
  hosts: ['intercom.io', 'intercomcdn.com'],
  cookies: [
    { name: 'intercom-id-*', purpose: 'Recognises you in the chat.', duration: 'P9M', party: 'first' },
    {
      name: 'intercom-device-id-*',
      purpose: 'Gives this browser a number.',
      duration: 'P9M',
      party: 'first',
    },
    {
      name: 'intercom-session-*',
      purpose: 'Keeps your conversations open.',
      duration: 'P1W',
      party: 'first',
    },
  ],
  storage: ['intercom.intercom-state*', 'intercom.played-notifications'],
} as const satisfies Vendor;

export function intercom({ app, region = 'us', category = 'functional' }: IntercomSettings): Tag<'intercom'> {
  const site = () => window as { Intercom?: Queue; intercomSettings?: object };
  const place = region === 'us' ? '' : `.${region}`;
  const boot = () =>
    site().Intercom?.('boot', {
      api_base: `https://api-iam${place}.intercom.io`,
      app_id: app,
      ...site().intercomSettings,
    });
  let stopped = false;
  return defineTag(
    {
      ...intercomVendor,
      category,
      load(page) {
        const stub: Queue = (...call) => stub.q.push(call);
        stub.q = [];
        site().Intercom ??= stub;
        // With settings of its own in the page it boots by itself.
        page.whenParsed(() => site().intercomSettings || boot());
        page.script(`https://widget.intercom.io/widget/${encodeURIComponent(app)}`);
      },
      update() {
        if (stopped) boot();
        stopped = false;
      },
      stop() {
        site().Intercom?.('shutdown');
        stopped = true;
      },
    },
    { app },
  );
}
