/**
 * LinkedIn Insight Tag. It has no consent call and no restricted mode for a page, so its script is held, and after a
 * withdrawal it stays in the page with its cookies erased (LinkedIn Help: "Insight Tag").
 */
import { defineTag } from '../define.ts';
import type { Category, Tag, Vendor } from '../types.ts';

export interface LinkedinInsightSettings {
  /** Partner id. */
  id: string;
  /** @default 'targeting' */
  category?: Category | undefined;
}

interface Queue {
  (...call: unknown[]): void;
  q: unknown[];
}

export const linkedinInsightVendor = {
  id: 'linkedin-insight',
  name: 'LinkedIn Ireland Unlimited Company',
  lang: 'en',
  category: 'targeting',
  purpose: 'Measures our advertisements on LinkedIn.',
  policy: 'https://www.linkedin.com/legal/privacy-policy',
  hosts: ['licdn.com', 'linkedin.com'],
  cookies: [
    {
      name: 'li_fat_id',
      purpose: 'Remembers the advertisement you came from.',
      duration: 'P30D',
      party: 'first',
    },
    {
      name: 'li_giant',
      purpose: 'Remembers the advertisement you came from.',
      duration: 'P7D',
      party: 'first',
    },
    { name: 'ln_or', purpose: 'Limits how often data is sent.', duration: 'P1D', party: 'first' },
    { name: 'bcookie', purpose: 'Recognises this browser on other sites.', duration: 'P1Y', party: 'third' },
    { name: 'li_sugr', purpose: 'Recognises this browser on other sites.', duration: 'P90D', party: 'third' },
    { name: 'UserMatchHistory', purpose: 'Matches visitors to members.', duration: 'P30D', party: 'third' },
    {
      name: 'AnalyticsSyncHistory',
      purpose: 'Notes when members were matched.',
      duration: 'P30D',
      party: 'third',
    },
    { name: 'bscookie', purpose: 'Recognises this browser on other sites.', duration: 'P1Y', party: 'third' },
    { name: 'lidc', purpose: 'Chooses a server.', duration: 'P1D', party: 'third' },
    { name: 'li_gc', purpose: 'Keeps its own copy of your answer.', duration: 'P6M', party: 'third' },
  ],
  storage: ['li_adsId'],
} as const satisfies Vendor;

export function linkedinInsight({
  id,
  category = 'targeting',
}: LinkedinInsightSettings): Tag<'linkedin-insight'> {
  return defineTag(
    {
      ...linkedinInsightVendor,
      category,
      load(page) {
        const site = window as {
          lintrk?: Queue;
          _linkedin_partner_id?: string;
          _linkedin_data_partner_ids?: string[];
        };
        const lintrk: Queue = (...call) => lintrk.q.push(call);
        lintrk.q = [];
        site.lintrk ??= lintrk;
        site._linkedin_partner_id = id;
        site._linkedin_data_partner_ids ??= [];
        // Pasted in the page as well, LinkedIn's snippet names the id too: named twice it would count twice.
        if (!site._linkedin_data_partner_ids.includes(id)) site._linkedin_data_partner_ids.push(id);
        page.script('https://snap.licdn.com/li.lms-analytics/insight.min.js');
      },
    },
    { id },
  );
}
