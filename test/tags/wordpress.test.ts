import { beforeEach, describe, expect, it, vi } from 'vitest';
import { wordpress } from '../../src/tags/wordpress.ts';
import { tagPage } from '../visit.ts';

describe('wordpress()', () => {
  let page: Record<string, unknown>;
  let kept: Record<string, string>;
  let heard: string[];
  const undecided = { decision: null, undecided: true };

  beforeEach(() => {
    kept = {};
    heard = [];
    page = {
      wp_set_consent: (name: string, answer: string) => {
        kept[name] = answer;
      },
      wp_has_consent: (name: string) => kept[name] === 'allow',
    };
    vi.stubGlobal('window', page);
    vi.stubGlobal('document', { dispatchEvent: ({ type }: Event) => heard.push(type) });
  });

  it('tells the plugin the model, then the answers', () => {
    const here = tagPage(['analytics']);
    wordpress().load(here);
    expect([page.wp_consent_type, heard]).toEqual(['optin', ['wp_consent_type_defined']]);
    expect(kept).toEqual({
      functional: 'allow',
      preferences: 'deny',
      'statistics-anonymous': 'allow',
      statistics: 'allow',
      marketing: 'deny',
    });
    expect(here.scripts).toEqual([]);
  });

  it.each(['update', 'stop'] as const)('tells it every later answer, at %s', (moment) => {
    const tag = wordpress();
    tag.load(tagPage(['targeting']));
    tag[moment]?.(tagPage([]));
    expect(kept).toMatchObject({ marketing: 'deny', functional: 'allow' });
    expect(heard).toHaveLength(1);
  });

  it('never answers for a visitor who has not', () => {
    wordpress().load(tagPage([], undecided));
    expect([kept, page.wp_consent_type]).toEqual([{}, 'optin']);
  });

  it('takes back what an older decision had said', () => {
    kept = { marketing: 'allow' };
    wordpress().load(tagPage([], undecided));
    expect(kept).toEqual({ marketing: 'deny' });
  });

  it('says opt-out where nobody is asked', () => {
    wordpress().load(tagPage(['targeting'], { ...undecided, model: 'opt-out' }));
    expect([page.wp_consent_type, kept.marketing, kept.statistics]).toEqual(['optout', 'allow', 'deny']);
  });

  it('does nothing where the plugin is not there', () => {
    vi.stubGlobal('window', {});
    expect(() => wordpress().load(tagPage(['analytics']))).not.toThrow();
  });
});
