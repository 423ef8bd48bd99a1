import { describe, expect, it, vi } from 'vitest';
import type { Filling } from '../src/ask.ts';
import { createLinks } from '../src/links.ts';
import { openDocument } from './document.ts';
import { heard } from './said.ts';

const optOut = '<a data-consent-link="opt-out" href="/privacy"></a>';
const choices = '<button data-consent-link="choices">\n</button>';
const status = '<p data-consent-status></p>';

/** A page with these links; what fills them arrives, or does not. Notes which elements it was given. */
function site(markup: string, arrives = true) {
  const page = openDocument(markup);
  const filled: string[] = [];
  const undo = vi.fn();
  const filling: Filling = { fill: ({ localName }) => filled.push(localName), undo };
  const fetched = vi.fn(() => (arrives ? Promise.resolve(filling) : Promise.reject(new Error('404'))));
  const stop = createLinks(fetched);
  return { ...page, filled, fetched, stop, undo };
}

describe('createLinks()', () => {
  it('fetches nothing where no link and no status element stands', async () => {
    const { add, fetched, settled } = site('<a href="/" data-consent-action="open">Cookies</a>');
    add('<footer><p>Later</p></footer>');
    await settled();
    expect(fetched).not.toHaveBeenCalled();
  });

  it.each([
    { name: 'links', markup: optOut + choices, given: ['a', 'button'] },
    { name: 'a status element', markup: status, given: ['p'] },
  ])('fills $name there, and later ones, fetching once', async ({ markup, given }) => {
    const { add, fetched, filled, settled } = site(markup);
    await settled();
    expect(filled).toEqual(given);
    add(`<footer>${optOut}${status}</footer>`);
    await settled();
    expect(filled).toEqual([...given, 'a', 'p']);
    expect(fetched).toHaveBeenCalledOnce();
  });

  it('gives empty links the prescribed words where nothing arrives, later ones too', async () => {
    const own = '<a id="own" data-consent-link="opt-out" href="/">Do not sell</a>';
    const drawn = '<a id="drawn" data-consent-link="choices" href="/"><img alt="Choices" src="/i.svg"></a>';
    const { add, element, page, settled } = site(optOut + choices + status + own + drawn, false);
    await settled();
    const late = add(choices);
    await settled();
    expect(
      [...page.querySelectorAll('[data-consent-link]:not([id])')].map((link) => link.textContent),
    ).toEqual([
      'Do Not Sell or Share My Personal Information',
      'Your Privacy Choices',
      'Your Privacy Choices',
    ]);
    expect(late.textContent).toBe('Your Privacy Choices');
    expect([element('own').textContent, element('drawn').textContent]).toEqual(['Do not sell', '']);
    expect(page.querySelector('[data-consent-status]')?.textContent).toBe('');
    await heard('The words of links');
  });

  it('takes all away when it is stopped', async () => {
    const { add, filled, settled, stop, undo } = site(optOut);
    await settled();
    stop();
    add(choices);
    await settled();
    expect(filled).toEqual(['a']);
    expect(undo).toHaveBeenCalledOnce();
  });
});
