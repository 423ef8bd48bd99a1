import { describe, expect, it } from 'vitest';
import { adroll } from '../../src/tags/adroll.ts';
import { googleAnalytics } from '../../src/tags/google-analytics.ts';
import { metaPixel } from '../../src/tags/meta-pixel.ts';
import { lifetime } from '../../src/ui/cookies.tsx';
import { categories } from '../visit.ts';

const tags = [
  googleAnalytics({ id: 'G-1' }),
  adroll({ advertiser: 'ADV', pixel: 'PIX' }),
  metaPixel({ id: '1234' }),
];

// What the dialog shows, the guard holds and the withdrawal erases rests on these declarations.
describe.each(tags)('the declaration of $id', (tag) => {
  it('has a name and a purpose, each plain text', () => {
    for (const text of [tag.name, tag.purpose]) expect(text).toMatch(/^[^<>]{4,}$/);
    expect(tag.purpose).toMatch(/\.$/);
    expect(categories).toContain(tag.category);
    expect(tag.policy).toMatch(/^https:\/\//);
  });

  it('lists hosts bare, without scheme or path', () => {
    expect(tag.hosts.length).toBeGreaterThan(0);
    for (const host of tag.hosts) expect(host).toMatch(/^[a-z\d.-]+\.[a-z]+$/);
  });

  it('says of each cookie what for, how long and whose', () => {
    for (const cookie of tag.cookies) {
      expect(cookie.name).toMatch(/^[\w-]+\*?$/);
      expect(cookie.purpose).toMatch(/\.$/);
      expect(lifetime(cookie.duration) ?? 'session').toMatch(
        /^(session|\d+ (year|month|week|day|hour|minute)s?)$/,
      );
      expect(['first', 'third']).toContain(cookie.party);
    }
    expect(new Set(tag.cookies.map(({ name }) => name)).size).toBe(tag.cookies.length);
  });

  it('asks for scripts of its own hosts alone', () => {
    const asked = String(tag.load).match(/https:\/\/[\w.-]+/g) ?? [];
    expect(asked.length).toBeGreaterThan(0);
    for (const address of asked) {
      const { hostname } = new URL(address);
      expect(tag.hosts.some((host) => `.${hostname}`.endsWith(`.${host}`))).toBe(true);
    }
  });
});
