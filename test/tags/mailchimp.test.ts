import { describe, expect, it } from 'vitest';
import { mailchimp } from '../../src/tags/mailchimp.ts';
import { tagPage } from '../visit.ts';

describe('mailchimp()', () => {
  it('loads the script of the connected site', () => {
    const here = tagPage(['targeting']);
    mailchimp({ user: 'ab12', site: '../x' }).load(here);
    expect(here.scripts).toEqual(['https://chimpstatic.com/mcjs-connected/js/users/ab12/..%2Fx.js']);
  });

  it.each(['user', 'site'])('never loads without its %s', (name) => {
    const here = tagPage(['targeting']);
    mailchimp({ user: 'a', site: 'b', [name]: '' }).load(here);
    expect(here.scripts).toEqual([]);
  });
});
