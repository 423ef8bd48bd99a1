import { describe, expect, it } from 'vitest';
import type { Surroundings } from '../../src/ask.ts';
import { type Answering, createAnswering } from '../../src/consent.ts';
import type { Consent } from '../../src/types.ts';
import { draw } from '../../src/ui/links.ts';
import { openDocument } from '../document.ts';
import { all, regimes, settingsOf, visitOf } from '../visit.ts';

const optOut = 'Do Not Sell or Share My Personal Information';
const denied = { answers: { ...all('granted'), targeting: 'denied', social: 'denied' } } as const;

/** A page in California whose links and status elements are filled in this language. */
async function site(markup: string, texts: Record<string, string> = {}) {
  const page = openDocument(markup);
  const consent: Answering = createAnswering(visitOf({ regime: regimes.ccpa }));
  const around = {
    consent: consent as unknown as Consent,
    settings: settingsOf(),
    texts,
    vendors: new Map(),
    regime: regimes.ccpa,
    say() {},
    // Links bring no layer in.
    door: {} as Surroundings['door'],
    warn: async () => {},
  };
  const { fill, undo } = draw(around);
  const elements = [...page.page.querySelectorAll<HTMLElement>('[data-consent-link],[data-consent-status]')];
  elements.forEach(fill);
  return { ...page, consent, elements, fill, undo, first: elements[0] as HTMLElement };
}

describe('draw()', () => {
  it.each([
    { markup: '<a data-consent-link="opt-out" href="/"></a>', words: optOut, icons: 0 },
    { markup: '<button data-consent-link="choices"> </button>', words: 'Your Privacy Choices', icons: 1 },
    { markup: '<a data-consent-link="choices" href="/">My choices</a>', words: 'My choices', icons: 1 },
    { markup: '<a data-consent-link="choices" href="/">Mine <svg></svg></a>', words: 'Mine', icons: 1 },
    {
      markup: '<a data-consent-link="choices" href="/"><img alt="Mine" src="/i.svg"></a>',
      words: '',
      icons: 0,
    },
    { markup: '<a data-consent-link="opt-out" href="/"><b>No</b></a>', words: 'No', icons: 0 },
    { markup: '<a data-consent-link="limit" href="/"></a>', words: '', icons: 0 },
  ])('makes "$words" of $markup', async ({ markup, words, icons }) => {
    const { first, fill } = await site(markup);
    // Found twice, it is filled once.
    fill(first);
    expect(first.textContent?.trim()).toBe(words);
    expect(first.querySelectorAll('svg')).toHaveLength(icons);
  });

  it('hides its icon from assistive technology, and needs no style', async () => {
    const { first } = await site('<button data-consent-link="choices"></button>');
    expect(first.outerHTML).not.toContain('style');
    expect(first.querySelector('svg')?.getAttribute('aria-hidden')).toBe('true');
    expect(first.getAttribute('aria-haspopup')).toBe('dialog');
  });

  it("says the visitor's language, as text alone", async () => {
    const { first } = await site('<a data-consent-link="opt-out" href="/"></a>', {
      optOut: '<b>Nicht verkaufen</b>',
      lang: 'de',
    });
    expect([first.textContent, first.childElementCount]).toEqual(['<b>Nicht verkaufen</b>', 0]);
    expect(first.getAttribute('lang')).toBe('de');
  });

  it('says prescribed words that a server wrote in English in the language of the visitor', async () => {
    const { elements } = await site(
      `<a data-consent-link="opt-out" href="/"> ${optOut} </a><a data-consent-link="choices" href="/">${optOut}</a>`,
      { optOut: 'Nicht verkaufen', dialogTitle: 'Wahl', lang: 'de' },
    );
    expect(elements.map(({ textContent }) => textContent?.trim())).toEqual(['Nicht verkaufen', optOut]);
  });

  it('says in a status element what became of an opt-out, at once and at every change', async () => {
    const { consent, first } = await site('<span data-consent-status>…</span>');
    expect(first.textContent).toBe('');
    consent.change(denied);
    expect(first.textContent).toMatch(/^You have opted out/);
    consent.change({ gpc: true });
    expect(first.textContent).toMatch(/^Opt-Out Request Honored/);
    consent.change({ gpc: false, answers: all('granted') });
    expect(first.textContent).toBe('');
  });

  it('writes a status again only where it is new', async () => {
    const { consent, first } = await site('<span data-consent-status></span>');
    consent.change(denied);
    const node = first.firstChild;
    consent.change({ answers: { ...denied.answers, analytics: 'denied' } });
    expect(first.firstChild).toBe(node);
  });

  it('makes a status element live only after its first words', async () => {
    const { elements } = await site('<p data-consent-status></p><p data-consent-status role="note"></p>');
    expect(elements.map((element) => element.getAttribute('role'))).toEqual([null, 'note']);
    await new Promise(requestAnimationFrame);
    expect(elements.map((element) => element.getAttribute('role'))).toEqual(['status', 'note']);
  });

  it('takes its words and its icon away again', async () => {
    const { consent, elements, undo } = await site(
      '<a data-consent-link="choices" href="/">Mine</a><a data-consent-link="opt-out" href="/"></a><p data-consent-status></p>',
    );
    consent.change(denied);
    undo?.();
    consent.change({ gpc: true });
    expect(elements.map(({ innerHTML }) => innerHTML)).toEqual(['Mine', '', '']);
  });
});
