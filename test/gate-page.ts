/** A page whose gate stands, and what such a page may hold: tags that write down every call, scripts, frames. */
import { createAnswering } from '../src/consent.ts';
import type { DrawPlaceholder } from '../src/elements/frame.ts';
import { createGate } from '../src/gate.ts';
import type { Answers, Category, Tag, Vendor } from '../src/types.ts';
import { openDocument } from './document.ts';
import { vendors, visitOf } from './visit.ts';

export const moments = ['before', 'load', 'update', 'stop'] as const;
export type Moment = (typeof moments)[number];

/** A tag that writes down every call, as `<id> <moment>`. */
export function tagOf(id: string, category: Category, log: string[], changes: Partial<Tag> = {}): Tag {
  const write = (moment: Moment) => () => void log.push(`${id} ${moment}`);
  return {
    ...{ id, category, name: id, purpose: '', hosts: [], cookies: [] },
    ...{ before: write('before'), load: write('load'), update: write('update'), stop: write('stop') },
    ...changes,
  };
}

interface Scene {
  markup?: string;
  answers?: Answers;
  downloads?: 'at once' | 'by hand';
  draw?: DrawPlaceholder;
  /** The parser is still at work, until the test says `DOMContentLoaded`. */
  loading?: boolean;
}

/** A page whose gate stands, before its first release. `answer` does what a visit does with new answers. */
export function openGate(
  tags: readonly Tag[],
  { markup, answers = {}, downloads, draw, loading }: Scene = {},
) {
  const site = openDocument(markup, downloads);
  if (loading) Object.defineProperty(site.page, 'readyState', { value: 'loading' });
  const known: Map<string, Vendor> = new Map([...vendors, ...tags].map((vendor) => [vendor.id, vendor]));
  const consent = createAnswering(visitOf({ vendors: known, answers }));
  const gate = createGate(consent, tags, draw ?? (async () => () => {}));
  gate.open();
  /** New answers, without the time to act on them. */
  function change(answers: Answers) {
    consent.change({ answers });
    gate.retract();
    void gate.release();
  }
  return {
    ...site,
    gate,
    consent,
    change,
    addTag(tag: Tag) {
      known.set(tag.id, tag);
      gate.add(tag);
    },
    async release() {
      void gate.release();
      await site.settled();
    },
    async answer(answers: Answers) {
      change(answers);
      await site.settled();
    },
  };
}

export const held = (id: string, names = 'analytics', rest = '') =>
  `<script type="text/plain" id="${id}" data-consent="${names}" data-src="https://vendor.example/${id}.js" ${rest}></script>`;
export const heldText = (id: string, names = 'analytics') =>
  `<script type="text/plain" id="${id}" data-consent="${names}">window.ran = true</script>`;
export const frame = (id: string, names = 'social') =>
  `<iframe id="${id}" data-consent="${names}" data-src="https://films.example/${id}"></iframe>`;
