import fc from 'fast-check';
import { describe, expect } from 'vitest';
import type { Answers, Category, Tag } from '../../src/types.ts';
import { frame, held, heldText, type Moment, moments, openGate, tagOf } from '../gate-page.ts';
import { categories } from '../visit.ts';
import { holds } from './cases.ts';

/** Every held thing a walk may bring, by how it is marked. */
const marks = [
  { names: 'analytics' },
  { names: 'targeting' },
  { names: 'analytics targeting' },
  { names: 'essential' },
  { names: 'unheard-of' },
  { names: 'analytics', vendor: 'counter' },
  { names: 'targeting', vendor: 'adverts' },
];
const things = ['far', 'near', 'parallel', 'image', 'frame'] as const;

type Step =
  | { does: 'answer'; first?: Answers; answers: Answers }
  | { does: 'add'; thing: (typeof things)[number]; mark: (typeof marks)[number] }
  | { does: 'tag'; category: Category; advanced: boolean; fails: Moment | undefined }
  | { does: 'remove' | 'move' | 'finish' | 'fail'; which: number }
  | { does: 'release' | 'turn' | 'settle' };

const answer = fc.constantFrom('granted' as const, 'denied' as const);
const answers: fc.Arbitrary<Answers> = fc.record(
  { analytics: answer, targeting: answer, counter: answer, adverts: answer },
  { requiredKeys: [], noNullPrototype: true },
);
const step: fc.Arbitrary<Step> = fc.oneof(
  {
    weight: 4,
    arbitrary: fc.record({
      does: fc.constant('answer' as const),
      first: fc.option(answers, { nil: undefined }),
      answers,
    }),
  },
  {
    weight: 5,
    arbitrary: fc.record({
      does: fc.constant('add' as const),
      thing: fc.constantFrom(...things),
      mark: fc.constantFrom(...marks),
    }),
  },
  {
    weight: 3,
    arbitrary: fc.record({
      does: fc.constant('tag' as const),
      category: fc.constantFrom('analytics', 'targeting', 'essential'),
      advanced: fc.constantFrom(false, false, false, true),
      fails: fc.constantFrom(undefined, undefined, ...moments),
    }),
  },
  {
    weight: 5,
    arbitrary: fc.record({
      does: fc.constantFrom('remove', 'move', 'finish', 'finish', 'fail'),
      which: fc.nat({ max: 9 }),
    }),
  },
  { weight: 5, arbitrary: fc.record({ does: fc.constantFrom('release', 'turn', 'turn', 'settle') }) },
);

/** Walks a page through these steps and looks, at every call and after every step, whether the gate has kept its word. */
async function walk(steps: readonly Step[], first: Answers): Promise<void> {
  const tags: Tag[] = [];
  const site = openGate(tags, { answers: first, downloads: 'by hand' });
  // What each tag was told, and what it had been allowed when it was told last.
  const told = new Map<string, { calls: Moment[]; allowed: boolean }>();
  const marked = new Map<string, { thing: (typeof things)[number]; mark: (typeof marks)[number] }>();
  const elements: Element[] = [];
  const wrong: string[] = [];
  let seen = 0;

  const granted = (names: string, vendor?: string) =>
    names
      .split(' ')
      .every(
        (name) => ((categories as string[]).includes(name) ? site.consent.allows(name) : false) || vendor,
      ) &&
    (!vendor || site.consent.allows(vendor));

  function tag(id: string, category: Category, advanced: boolean, fails?: Moment): Tag {
    const about = { calls: [] as Moment[], allowed: false };
    told.set(id, about);
    const hear = (moment: Moment) => () => {
      const allowed = site.consent.allows(id);
      const loaded = about.calls.includes('load');
      // A tag runs only if its answer is granted, once, and is told nothing it has not to know.
      const fits = {
        before: true,
        load: !loaded && (allowed || advanced),
        update: loaded && (allowed || advanced),
        stop: loaded && !allowed && about.allowed,
      };
      // Not thrown here: the gate would take it for the tag's own fault.
      if (!fits[moment]) wrong.push(`${id} ${moment}`);
      about.calls.push(moment);
      about.allowed = allowed;
      if (moment === fails) throw new Error('of the tag');
    };
    return tagOf(
      id,
      category,
      [],
      Object.fromEntries([...moments.map((each) => [each, hear(each)]), ['advanced', advanced]]),
    );
  }

  function look(): void {
    expect(wrong).toEqual([]);
    site.readRuns();
    for (const id of site.runs.slice(seen)) {
      const { mark } = marked.get(id) ?? { mark: { names: '' } };
      expect({ id, ok: granted(mark.names, (mark as { vendor?: string }).vendor) }).toEqual({ id, ok: true });
    }
    seen = site.runs.length;
    expect(new Set(site.runs).size).toBe(site.runs.length);
    for (const element of elements) {
      const { thing, mark } = marked.get(element.id) ?? {};
      if (thing !== 'frame' || !element.isConnected || !element.hasAttribute('src')) continue;
      expect({ id: element.id, ok: granted(mark?.names ?? '', mark?.vendor) }).toEqual({
        id: element.id,
        ok: true,
      });
    }
  }

  for (const [at, does] of steps.entries()) {
    const element = 'which' in does ? elements[does.which % Math.max(1, elements.length)] : undefined;
    if (does.does === 'answer') {
      if (does.first) site.change(does.first);
      look();
      site.change(does.answers);
    }
    if (does.does === 'tag') {
      const late = tag(`tag-${at}`, does.category, does.advanced, does.fails);
      tags.push(late);
      site.addTag(late);
    }
    if (does.does === 'add') {
      const id = `${does.thing}-${at}`;
      marked.set(id, does);
      elements.push(site.add(markupOf(id, does)));
    }
    if (does.does === 'remove') element?.remove();
    if (does.does === 'move' && element) site.page.body.append(element);
    if (does.does === 'finish' && element) site.finish(element, 'load');
    if (does.does === 'fail' && element) site.finish(element, 'error');
    if (does.does === 'release') void site.gate.release();
    if (does.does === 'turn') await site.turn();
    if (does.does === 'settle') await site.settled();
    // A browser finishes its microtasks before anything else happens to the page.
    for (let tick = 0; tick < 20; tick += 1) await Promise.resolve();
    look();
  }

  // In the end, whatever is granted runs.
  void site.gate.release();
  await site.settled();
  for (let script = site.loading()[0]; script; script = site.loading()[0]) {
    look();
    site.finish(script);
    await site.settled();
  }
  look();
  for (const { id, advanced } of tags) {
    const loaded = told.get(id)?.calls.includes('load');
    if (advanced || site.consent.allows(id)) expect({ id, loaded }).toEqual({ id, loaded: true });
  }
  for (const element of elements.filter((each) => each.isConnected)) {
    const { thing, mark } = marked.get(element.id) ?? {};
    if (!granted(mark?.names ?? '', mark?.vendor)) continue;
    const free =
      thing === 'image' || thing === 'frame' ? element.hasAttribute('src') : site.runs.includes(element.id);
    expect({ id: element.id, free }).toEqual({ id: element.id, free: true });
  }
  site.gate.close();
}

function markupOf(
  id: string,
  { thing, mark }: { thing: (typeof things)[number]; mark: (typeof marks)[number] },
): string {
  const rest = mark.vendor ? `data-consent-vendor="${mark.vendor}"` : '';
  if (thing === 'far') return held(id, mark.names, rest);
  if (thing === 'parallel') return held(id, mark.names, `${rest} async`);
  if (thing === 'near') return heldText(id, mark.names).replace('>', ` ${rest}>`);
  if (thing === 'frame') return frame(id, mark.names).replace('>', ` ${rest}>`);
  return `<img id="${id}" data-consent="${mark.names}" ${rest} data-src="https://vendor.example/${id}">`;
}

describe('createGate()', () => {
  holds(
    'runs what is granted, once, and nothing else, whatever happens in whatever order',
    fc.asyncProperty(fc.array(step, { minLength: 5, maxLength: 40 }), answers, walk),
  );
});
