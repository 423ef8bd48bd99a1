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
  category?: Category;
}

export const zendeskVendor = {
  id: 'zendesk',
  name: 'Zendesk, Inc.',
  category: 'functional',
  purpose: 'Answers your questions in a chat.',
  policy: 'https://www.zendesk.com/company/agreements-and-terms/privacy-notice/',
  hosts: ['zdassets.com', 'zendesk.com', 'zopim.com'],
  cookies: [{ name: '__zlcmid', purpose: 'Recognises you in the chat.', duration: 'P1Y', party: 'first' }],
  storage: ['ZD-*', '__zlcstore'],
} satisfies Vendor;

export function zendesk({ key, category = 'functional' }: ZendeskSettings): Tag {
  const zE = (...call: string[]) => (window as { zE?(...call: string[]): void }).zE?.(...call);
  const say = (page: TagPage) =>
    zE('messenger:set', 'cookies', page.allows('analytics') ? 'all' : 'functional');
  return defineTag(
    {
      ...zendeskVendor,
      category,
      load(page) {
        const script = page.script(
          `https://static.zdassets.com/ekr/snippet.js?key=${encodeURIComponent(key)}`,
        );
        if (script) script.id = 'ze-snippet';
        script?.addEventListener('load', () => say(page));
      },
      update(page) {
        say(page);
        zE('messenger', 'show');
      },
      stop() {
        zE('messenger:set', 'cookies', 'none');
        zE('messenger', 'hide');
      },
    },
    { key },
  );
}
