import { describe, expect, it } from 'vitest';
import { recaptcha } from '../../src/tags/recaptcha.ts';
import { tagPage } from '../visit.ts';

describe('recaptcha()', () => {
  it.each([
    { settings: undefined, category: 'functional', query: '' },
    { settings: { key: 'k&1' }, category: 'functional', query: '?render=k%261' },
    { settings: { category: 'essential' }, category: 'essential', query: '' },
  ] as const)('brings its script in $category with "$query"', ({ settings, category, query }) => {
    const here = tagPage([category]);
    const tag = recaptcha(settings);
    tag.load(here);
    expect(tag.category).toBe(category);
    expect(here.scripts).toEqual([`https://www.google.com/recaptcha/api.js${query}`]);
  });
});
