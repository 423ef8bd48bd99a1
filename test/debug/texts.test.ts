import { describe, expect, it } from 'vitest';
import { find, type Text, texts } from '../../src/debug/texts.ts';

// Every sentence with the values its caller passes, and what must stand in it.
const table: readonly [Text, string[], RegExp][] = [
  ['attribute', ['data-revison', ' Did you mean "data-revision"?'], /"data-revison".*nothing\. Did you mean/],
  ['cookieDomain', ['shoes.example', 'hats.example'], /"shoes.example".*"hats.example".*localStorage.*Write/],
  ['cookieKnown', ['_hjid', 'hotjar'], /"_hjid".*"hotjar".*not list.*Add its tag/],
  ['cookieSecure', [], /"None".*no cookie.*https/],
  ['cookieUnknown', ['basket'], /"basket".*no vendor.*not erase.*Name it/],
  [
    'heldByGuard',
    ['<img> /p', 'meta-pixel', 'targeting'],
    /<img> \/p of "meta-pixel".*data-consent="targeting"/,
  ],
  ['heldMinor', ['Tag "x"'], /Tag "x" is held.*under 16.*Grant/],
  [
    'heldNameless',
    ['<script> a', 'marketing', 'essential, social'],
    /for good.*"marketing".*essential, social/,
  ],
  ['heldRefused', ['Tag "x"', 'dialog', '2026-01-01T00:00:00Z'], /said no \(dialog, 2026.*Grant/],
  ['heldSignal', ['Tag "x"'], /Global Privacy Control.*Switch/],
  ['heldUndecided', ['Tag "x"', 'gdpr'], /not answered.*"gdpr" denies.*Accept/],
  ['option', ['polcy', ' Did you mean "policy"?'], /"polcy".*nothing\. Did you mean "policy"\?/],
  [
    'optionValue',
    ['ui.position', 'top', 'bottom, corner'],
    /"ui.position" is "top".*default.*bottom, corner/,
  ],
  ['region', ['Germany'], /"Germany".*strictest.*"US-CA"/],
  ['releasedAdvanced', ['Tag "x"'], /before any answer.*"basic"/],
  ['releasedAnswer', ['Tag "x"', 'banner', '2026-01-01T00:00:00Z'], /said yes \(banner, 2026.*Withdraw/],
  ['releasedEssential', ['<img> a'], /never held.*another category/],
  ['releasedRule', ['Tag "x"', 'ccpa'], /"ccpa" grants until.*Opt out/],
  [
    'requestEarly',
    ['t.example', 't', 'social'],
    /asked t.example although "t" is denied.*data-consent="social"/,
  ],
  ['requestUnknown', ['cdn.example', 'img'], /cdn.example \(img\).*ever holds.*"hosts"/],
  ['text', ['baner', ' Did you mean "banner"?'], /"baner".*never shown\. Did/],
  ['twice', ['films'], /Two vendors.*"films".*later one.*own/],
  ['vendorHost', ['https://a.example/', 'a', 'a.example'], /"https:.*"a".*no host.*Write "a.example"/],
  ['vendorSilent', ['films'], /"films".*erases nothing.*Name them/],
];

describe('texts', () => {
  it.each(table)('say of "%s" what there is, what comes of it, what to do', (key, values, words) => {
    const text = texts[key as 'option'](...(values as [string, string]));
    expect(text).toMatch(words);
    expect(text).toMatch(/[.?]$/);
    expect(text).not.toMatch(/undefined|\[object|compliant|revoke|\buser\b|please|invalid/i);
  });

  it('are all in the table above', () => {
    expect(table.map(([key]) => key)).toEqual(Object.keys(texts));
  });
});

describe('find()', () => {
  it.each([
    ['heldUndecided', false],
    ['releasedRule', false],
    ['heldNameless', true],
    ['heldByGuard', true],
    ['option', true],
  ] as const)('says whether there is something to do about "%s"', (key, wrong) => {
    expect((find as (...given: string[]) => object)('held', key, 'a', 'b', 'c')).toMatchObject({ wrong });
  });
});
