import { describe, expect, it } from 'vitest';
import { insertScript, isBrought, isMade } from '../../src/elements/script.ts';
import { openDocument } from '../document.ts';

const folder = 'https://cdn.example/npm/vendor@1/dist';

describe('insertScript()', () => {
  it.each([
    ['https://cdn.example/npm/vendor@1/dist/index.min.js', true],
    ['//cdn.example/npm/vendor@1/dist/index.min.js#x', true],
    ['https://cdn.example/npm/swiper@11/dist/index.min.js', false],
    ['https://cdn.example/index.min.js', false],
    ['https://other.example/npm/vendor@1/dist/index.min.js', false],
    ['https://cdn.example/npm/vendor@1/dist/index.min.js?id=2', false],
    ['/npm/vendor@1/dist/index.min.js', false],
  ])('has brought %s: %s', (address, brought) => {
    openDocument();
    insertScript(`${folder}/index.min.js`);
    expect(isBrought(address)).toBe(brought);
  });

  it.each([
    // A vendor's file is the same in every language.
    [
      'https://connect.vendor.example/en_US/events.js',
      'https://connect.vendor.example/de_DE/events.js',
      true,
    ],
    ['https://connect.vendor.example/en_US/events.js', 'https://connect.vendor.example/v2/events.js', false],
    // Older snippets do not name the account, as AdRoll's.
    ['https://s.vendor.example/j/A1/roundtrip.js', 'https://s.vendor.example/j/roundtrip.js', true],
    ['https://s.vendor.example/j/A1/roundtrip.js', 'https://s.vendor.example/j/A2/roundtrip.js', false],
    ['/stats/script.js', '/theme/script.js', false],
  ])('takes %s and %s for one file: %s', (src, pasted, same) => {
    const { page } = openDocument(`<script id="pasted" src="${pasted}"></script>`);
    const script = insertScript(src);
    expect(script.id === 'pasted').toBe(same);
    expect([...page.scripts].map((each) => each.getAttribute('src'))).toEqual(
      same ? [pasted] : [src, pasted],
    );
    // Whoever holds what was brought leaves this one its address.
    expect(isMade(script)).toBe(true);
  });

  it('brings a script once', () => {
    const { page } = openDocument();
    expect(insertScript('https://chat.example/w.js')).toBe(insertScript('https://chat.example/w.js'));
    expect(page.scripts).toHaveLength(1);
  });
});
