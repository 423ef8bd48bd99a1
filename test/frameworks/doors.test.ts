// @vitest-environment happy-dom
import { effect } from '@preact/signals';
import type { IBrowserSettings } from 'happy-dom';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { follow } from '../../src/frameworks/follow.ts';
import { answers } from '../../src/frameworks/preact.ts';
import { start } from '../../src/index.ts';
import { readConsent } from '../../src/server.ts';
import { running } from '../../src/start.ts';
import { encode } from '../../src/storage/codec.ts';
import { silence } from '../said.ts';
import { all, decisionOf } from '../visit.ts';
import { mismatches, type Stage, seen, settled, stages } from './stages.ts';

const films = { id: 'films', name: 'Films Inc.', category: 'social', purpose: 'Shows films.' } as const;
const options = { region: 'DE', vendors: [films] };
const american = { ...options, region: 'US-CA' };
const decision = decisionOf({ at: new Date().toISOString(), answers: all('granted') });
const cookie = `assent=${encode(decision)}`;
const { snapshot } = readConsent({ cookie }, options);

let unmount = () => {};
/** Our listeners on the document, by name. */
let listening: string[] = [];

beforeEach(() => {
  // Frames load, from nowhere.
  const { settings } = (window as unknown as { happyDOM: { settings: IBrowserSettings } }).happyDOM;
  settings.enableIframePageLoading = true;
  settings.fetch.interceptor = { beforeAsyncRequest: async ({ window }) => new window.Response('') };
  mismatches.length = 0;
  listening = [];
  const { addEventListener, removeEventListener } = document;
  vi.spyOn(document, 'addEventListener').mockImplementation(
    (...given: Parameters<typeof addEventListener>) => {
      if (given[0].startsWith('assent:')) listening.push(given[0]);
      addEventListener.apply(document, given);
    },
  );
  vi.spyOn(document, 'removeEventListener').mockImplementation(
    (...given: Parameters<typeof removeEventListener>) => {
      const at = listening.indexOf(given[0]);
      if (at >= 0) listening.splice(at, 1);
      removeEventListener.apply(document, given);
    },
  );
  vi.spyOn(console, 'error').mockImplementation((...said) => void mismatches.push(said.join(' ')));
});

afterEach(async () => {
  unmount();
  unmount = () => {};
  running?.forget();
  running?.destroy();
  document.body.innerHTML = '';
  await settled();
});

/** What a server says, where there is no page. */
async function onServer(stage: Stage, ...given: Parameters<Stage['render']>): Promise<string> {
  const names = ['window', 'document', 'location', 'navigator', 'localStorage'];
  const here = names.map((name) => [name, Object.getOwnPropertyDescriptor(globalThis, name)] as const);
  for (const name of names) Object.defineProperty(globalThis, name, { value: undefined, configurable: true });
  try {
    return await stage.render(...given);
  } finally {
    for (const [name, was] of here) if (was) Object.defineProperty(globalThis, name, was);
  }
}

function draw(html = ''): Element {
  document.body.innerHTML = `<div id="app">${html}</div>`;
  return document.getElementById('app') as Element;
}

const text = (id: string) => document.getElementById(id)?.textContent;
const film = () => document.querySelector('iframe[src="https://films.example/1"]');
const placeholder = () => {
  const hosts = [...document.querySelectorAll('#app div')];
  return hosts.find(({ shadowRoot }) => shadowRoot?.querySelector('[part=placeholder]'))?.shadowRoot;
};
const press = (part: string) => placeholder()?.querySelector<HTMLElement>(`[part=${part}]`)?.click();

describe.each(stages)('assent/$name', (stage) => {
  it('renders nothing but what is essential on a server, and never starts there', async () => {
    const html = await onServer(stage, { options: american });
    expect(html).toMatch(/id="analytics">false<.*id="once".*>Your Privacy Choices</s);
    expect(html).not.toMatch(/films\.example|A map/);
    expect(running).toBeUndefined();
  });

  it('renders on a server what the snapshot grants', async () => {
    const sent = JSON.parse(JSON.stringify(snapshot));
    const html = await onServer(stage, { options, snapshot: sent });
    expect(html).toMatch(/id="analytics">true<.*src="https:\/\/films\.example\/1".*A map/s);
  });

  it('hydrates what the server has drawn, and then draws what holds', async () => {
    const root = draw(await onServer(stage, { options: american }));
    const drawn = [...root.querySelectorAll('p,a')];
    unmount = await stage.mount(root, { options: american }, true);
    expect(mismatches).toEqual([]);
    expect([...root.querySelectorAll('p:not(#map),a')]).toEqual(drawn);
    expect([text('analytics'), text('regime'), text('map')]).toEqual(['true', 'ccpa', 'A map']);
    expect(film()).not.toBeNull();
    // The placeholder was there before the answer: its grant was no press of the visitor's.
    seen.consent?.deny('social');
    await settled();
    expect(film()).toBeNull();
  });

  it('changes nothing on a page whose server has read the decision', async () => {
    document.cookie = `${cookie}; path=/`;
    const root = draw(await onServer(stage, { options, snapshot }));
    const changes: MutationRecord[] = [];
    new MutationObserver((found) => changes.push(...found)).observe(root.querySelector('main') as Element, {
      characterData: true,
      childList: true,
      subtree: true,
    });
    const shown = film();
    unmount = await stage.mount(root, { options, snapshot }, true);
    expect(mismatches).toEqual([]);
    expect(film()).toBe(shown);
    expect(running?.state.decision).toEqual(decision);
    // The link was handed over to the core, and got its icon.
    expect(
      changes.filter(
        ({ target }) => !target.contains(root.querySelector('a')) && target !== root.querySelector('a'),
      ),
    ).toEqual([]);
    await vi.waitFor(() => expect(root.querySelector('a[data-consent-link=choices] svg')).not.toBeNull());
  });

  it('hydrates on a page where Assent runs already', async () => {
    const root = draw(await onServer(stage, {}));
    start(american);
    unmount = await stage.mount(root, {}, true);
    expect(mismatches).toEqual([]);
    expect([text('analytics'), text('map')]).toEqual(['true', 'A map']);
  });

  it('follows every answer, a withdrawal too', async () => {
    unmount = await stage.mount(draw(), { options }, false);
    expect([text('analytics'), film()]).toEqual(['false', null]);
    seen.consent?.grant();
    await settled();
    expect([text('analytics'), film()?.getAttribute('title')]).toEqual(['true', 'Our film']);
    seen.consent?.withdraw('films');
    await settled();
    expect([text('analytics'), film()]).toEqual(['true', null]);
    await vi.waitFor(() => expect(placeholder()?.textContent ?? '').toContain('Films Inc.'));
  });

  it('loads once what is held, at a press, and decides nothing', async () => {
    unmount = await stage.mount(draw(), { options }, false);
    await vi.waitFor(() => expect(placeholder()?.textContent ?? '').toContain('Films Inc.'));
    press('load-once');
    document.getElementById('once')?.click();
    await settled();
    expect(film()?.getAttribute('width')).toBe('320');
    expect([text('map'), text('analytics'), running?.state.decision]).toEqual(['A map', 'false', null]);
    expect(document.querySelectorAll('iframe')).toHaveLength(1);
    // What is withdrawn later goes too.
    seen.consent?.grant();
    await settled();
    seen.consent?.withdraw();
    await settled();
    expect([film(), text('map')]).toEqual([null, undefined]);
  });

  it('allows a vendor always, from the placeholder', async () => {
    unmount = await stage.mount(draw(), { options }, false);
    await vi.waitFor(() => expect(placeholder()).toBeTruthy());
    press('always-allow');
    await vi.waitFor(() => expect(film()).not.toBeNull());
    expect(running?.state.decision).toMatchObject({ by: 'placeholder', answers: { films: 'granted' } });
    expect(document.querySelectorAll('iframe')).toHaveLength(1);
  });

  it('starts once, however often it mounts, and leaves no listener behind', async () => {
    const first = await stage.mount(draw(), { options }, false);
    const consent = running;
    first();
    await settled();
    expect(listening).toEqual([]);
    expect(running).toBe(consent);
    unmount = await stage.mount(draw(), { options }, false);
    expect(running).toBe(consent);
    expect(await silence()).toEqual([]);
    consent?.grant('analytics');
    await settled();
    expect(text('analytics')).toBe('true');
  });

  it('starts anew after the site has destroyed it', async () => {
    const first = await stage.mount(draw(), { options }, false);
    const consent = running;
    first();
    consent?.destroy();
    unmount = await stage.mount(draw(), { options: american }, false);
    expect(running).not.toBe(consent);
    expect(text('regime')).toBe('ccpa');
  });

  it('takes the region that the server knows', async () => {
    const { snapshot } = readConsent({ 'cf-ipcountry': 'US', 'cf-region-code': 'CA' });
    unmount = await stage.mount(draw(), { options: { vendors: [films] }, snapshot }, false);
    expect(running?.state.region).toBe('US-CA');
  });
});

describe('answers of assent/preact', () => {
  it('are signals, read anywhere, and listen once for all', async () => {
    const told: boolean[] = [];
    const stop = effect(() => void told.push(answers.allows('analytics').value));
    const consent = start(options);
    consent.grant('analytics');
    await settled();
    consent.withdraw('analytics');
    stop();
    expect(told).toEqual([false, true, false]);
    consent.grant('films');
    expect([answers.allows('films').value, answers.state.value]).toEqual([true, consent.state]);
    expect(new Set(listening).size).toBe(listening.length);
    expect(answers.allows('analytics')).toBe(answers.allows('analytics'));
  });
});

describe('follow()', () => {
  it('does before the start what is asked, once there is a start', async () => {
    const { first, now } = follow({ options });
    const heard: string[] = [];
    first.when('films').then(() => heard.push('granted'));
    first.onChange(({ granted }) => heard.push(granted.join()));
    first.onChange(() => heard.push('undone'))();
    first.grant('films');
    expect([now(), first.receipt(), first.allows('essential'), first.allows('films')]).toEqual([
      first,
      null,
      true,
      false,
    ]);
    const consent = start(options);
    await settled();
    expect(consent.allows('films')).toBe(true);
    expect(heard.sort()).toEqual(['essential', 'granted']);
    expect(now()).toBe(now());
    expect(now()).not.toBe(first);
  });

  it('never tells of a grant that was taken back, to whoever kept what was drawn first', async () => {
    document.cookie = `${cookie}; path=/`;
    const { first } = follow({ options, snapshot });
    expect(first.allows('films')).toBe(true);
    start(options).withdraw('films');
    expect([first.allows('films'), first.allows('analytics')]).toEqual([false, true]);
  });

  it.each([{}, { allows: true }, { start: () => {} }])(
    'takes no "assent" for a Consent that is none: %o',
    (assent) => {
      vi.stubGlobal('assent', assent);
      const { now, first } = follow();
      expect(now()).toBe(first);
    },
  );

  it('follows the Consent of the script tag', () => {
    const consent = start(options);
    vi.stubGlobal('assent', { ...consent });
    consent.destroy();
    expect(follow().now().state).toBe(consent.state);
  });
});
