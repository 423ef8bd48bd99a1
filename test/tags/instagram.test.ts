import { describe, expect, it } from 'vitest';
import { instagram } from '../../src/tags/instagram.ts';
import { tagPage } from '../visit.ts';

describe('instagram()', () => {
  it('brings the script that draws posts', () => {
    const here = tagPage(['social']);
    instagram().load(here);
    expect(here.scripts).toEqual(['https://www.instagram.com/embed.js']);
  });
});
