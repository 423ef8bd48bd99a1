import { describe, expect, it } from 'vitest';
import { setAside } from '../../src/guards/markup.ts';

describe('setAside()', () => {
  it.each([
    [`<img src="//v.example/">`, `<img data-consent-held="" data-src="//v.example/">`],
    [`<img src = '//v.example/'>`, `<img data-consent-held='' data-src = '//v.example/'>`],
    [`<img src=//v.example/>`, `<img data-consent-held data-src=//v.example/>`],
    // In text that is code, it stays code.
    [`write("<img src='//v.example/'>")`, `write("<img data-consent-held='' data-src='//v.example/'>")`],
  ])('marks %s in its own quotes, as XML wants it', (markup, marked) => {
    expect(setAside(markup, (_, name) => name === 'src')).toBe(marked);
  });
});
