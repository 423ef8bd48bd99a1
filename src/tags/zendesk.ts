/**
 * Zendesk Messaging: a chat. Its script is held; which storage it may use is said as soon as it can hear, statistics
 * with analytics alone. A withdrawal hides it and lets it store nothing (Zendesk Developers: "Web Widget, Cookies").
 */
import { defineTag } from '../define.ts';
import type { Category, Tag, TagPage, Vendor } from '../types.ts';

export interface ZendeskSettings {
  /** Key of the widget, in Zendesk's snippet. */
  key: string;
  /** @default 'functional' */
  category?: Category | undefined;
}

export const zendeskVendor = {
  id: 'zendesk',
  name: 'Zendesk, Inc.',
  lang: 'en',
  category: 'functional',
  purpose: 'Answers your questions in a chat.',
  policy: 'https://www.zendesk.com/company/agreements-and-terms/privacy-notice/',
  hosts: ['zdassets.com', 'zendesk.com', 'zopim.com'],
  cookies: [{ name: '__zlcmid', purpose: 'Recognises you in the chat.', duration: 'P1Y', party: 'first' }],
  storage: ['ZD-suid', 'ZD-buid', 'ZD-store', '__zlcstore'],
} as const satisfies Vendor;

export function zendesk({ key, category = 'functional' }: ZendeskSettings): Tag<'zendesk'> {
  let cookies = 'none';
  // Its script brings the function: what is said earlier is said again then.
  const say = (shown?: string) => {
    const { zE } = window as { zE?(...call: string[]): void };
    zE?.('messenger:set', 'cookies', cookies);
    if (shown) zE?.('messenger', shown);
  };
  const grant = (page: TagPage) => {
    const back = cookies === 'none' ? 'show' : '';
    cookies = page.allows('analytics') ? 'all' : 'functional';
    say(back);
  };
  return defineTag(
    {
      ...zendeskVendor,
      category,
      load(page) {
        grant(page);
        const src = `https://static.zdassets.com/ekr/snippet.js?key=${encodeURIComponent(key)}`;
        const script = page.script(src);
        if (script) script.id = 'ze-snippet';
        script?.addEventListener('load', () => say(cookies === 'none' ? 'hide' : ''));
      },
      update: grant,
      stop() {
        cookies = 'none';
        say('hide');
      },
    },
    { key },
  );
}
