import { describe, expect, it } from 'vitest';
import { messages } from '../src/messages.ts';

// Every fault with the values its caller passes, and what must stand in its sentence.
const table: readonly [keyof typeof messages, string[], RegExp][] = [
  ['account', ['TypeError: Failed to fetch'], /Failed to fetch.*decision holds.*from the next page/],
  [
    'address',
    ['javascript:alert(1)', 'a held <iframe>'],
    /"javascript:alert\(1\)".*a held <iframe>.*stays held/,
  ],
  ['category', ['marketing', '"chat"'], /"marketing" in "chat".*stays held.*Did you mean "targeting"\?/],
  [
    'cookies',
    ['adroll', 'FPID,_ga', '__adroll'],
    /"adroll".*server: FPID,_ga\..*On other domains.*: __adroll\./,
  ],
  ['debug', ['TypeError: Failed to fetch'], /Failed to fetch.*there is none.*Serve debug\.js/],
  [
    'iab',
    ['TypeError: Failed to fetch'],
    /did not load.*Failed to fetch.*vendors hear nothing.*Serve iab\.js/,
  ],
  ['iabTwice', ['__gpp'], /Another tool answers as __gpp.*"iab" does nothing.*Keep one/],
  ['endpoint', ['/records', '500'], /"\/records".*\(500\).*keep it and send it again.*2xx/],
  ['file', ['hotjar', 'TypeError: 404'], /"hotjar" did not load \(TypeError: 404\).*stays held.*tags\//],
  ['id', ['analytics'], /"analytics".*stays held.*Give it a name/],
  ['json', ['SyntaxError: Unexpected token'], /SyntaxError: Unexpected token.*no tag is loaded.*Correct/],
  ['layer', ['banner', 'TypeError: Failed to fetch'], /banner.*Failed to fetch.*stays denied/],
  ['links', ['TypeError: Failed to fetch'], /links.*Failed to fetch.*English.*act all the same/],
  ['name', ['marketing'], /"marketing" in decide\(\).*left out.*Categories: /],
  ['nonce', ['a held <script>'], /nonce.*a held <script>.*stays held.*Write nonce/],
  ['option', ['revision', '"3"'], /"revision" is "3".*default applies/],
  ['poster', ['https://video.example/1.jpg'], /"https:\/\/video.*not of this site.*not shown.*own host/],
  ['region', [], /No region known.*gdpr.*data-region="US-CA"/],
  ['setting', ['adroll', 'pixel'], /"adroll" has no pixel.*stays held.*Pass "pixel"/],
  ['started', [], /start\(\) is called twice.*first call stands/],
  ['tag', ['chat', 'load', 'Error: no'], /"chat" failed in load\(\): Error: no.*others go on/],
  ['texts', ['de', '404'], /"de".*404.*English/],
  ['twice', [], /twice.*first one stands/],
  ['unknown', ['hotjar', 'google-analytics,adroll'], /"hotjar".*stays held.*google-analytics,adroll/],
  ['vendor', ['youtube', 'a held <iframe>'], /"youtube" in a held <iframe>.*stays held.*"vendors"/],
];

describe('messages', () => {
  it.each(table)('says of "%s" what happened, what we did, what to do', (fault, values, words) => {
    const text = messages[fault as 'tag'](...(values as [string, string, string]));
    expect(text).toMatch(words);
    expect(text).toMatch(/[.?]$/);
    expect(text).not.toMatch(/undefined|\[object|compliant|revoke|\buser\b/);
  });

  it('are all in the table above', () => {
    expect(table.map(([fault]) => fault)).toEqual(Object.keys(messages));
  });

  it('name only the cookies there are', () => {
    expect(messages.cookies('adroll', '', '__adroll')).not.toContain('server');
    expect(messages.cookies('adroll', 'FPID', '')).not.toContain('domains');
  });

  it.each([
    ['necessary', 'essential'],
    ['statistics', 'analytics'],
    ['marketing', 'targeting'],
    ['preferences', 'functional'],
    ['Analytics', 'analytics'],
    ['functionnal', 'functional'],
    ['social-media', 'social'],
  ])('guess that "%s" is meant as "%s"', (name, category) => {
    expect(messages.category(name, 'x')).toContain(`Did you mean "${category}"?`);
  });

  it.each(['', 'zzz', 'constructor', 'toString', '__proto__'])('guess nothing for "%s"', (name) => {
    expect(messages.category(name, 'x')).not.toContain('Did you mean');
  });
});
