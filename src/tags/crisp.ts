/**
 * Crisp: a chat. It has no consent call, so its script is held; a withdrawal hides it and resets its session, a new
 * grant shows it again (Crisp Developers: "$crisp methods").
 */
import { defineTag } from '../define.ts';
import type { Category, Tag, Vendor } from '../types.ts';

export interface CrispSettings {
  /** Website id. */
  id: string;
  /** @default 'functional' */
  category?: Category | undefined;
}

export const crispVendor = {
  id: 'crisp',
  name: 'Crisp IM SAS',
  lang: 'en',
  category: 'functional',
  purpose: 'Answers your questions in a chat.',
  policy: 'https://crisp.chat/en/privacy/',
  hosts: ['crisp.chat'],
  cookies: [
    { name: 'crisp-client/*', purpose: 'Recognises you in the chat.', duration: 'P6M', party: 'first' },
  ],
  storage: ['crisp-client/*'],
} as const satisfies Vendor;

export function crisp({ id, category = 'functional' }: CrispSettings): Tag<'crisp'> {
  const site = () => window as { $crisp?: unknown[]; CRISP_WEBSITE_ID?: string };
  const tell = (what: string) => site().$crisp?.push(['do', what]);
  return defineTag(
    {
      ...crispVendor,
      category,
      load(page) {
        site().$crisp ??= [];
        site().CRISP_WEBSITE_ID = id;
        page.script('https://client.crisp.chat/l.js');
      },
      update: () => tell('chat:show'),
      stop() {
        tell('chat:hide');
        tell('session:reset');
      },
    },
    { id },
  );
}
