import { describe, expect, it, vi } from 'vitest';
import { defineRegime, defineTag } from '../src/define.ts';
import type { Regime, Tag } from '../src/types.ts';
import { heard, silence } from './said.ts';
import { tagPage } from './visit.ts';

const tagOf = (id: string): Tag => ({
  id,
  name: 'Chat Ltd.',
  category: 'functional',
  purpose: 'Answers questions while you shop.',
  hosts: ['chat.example'],
  cookies: [],
  before: vi.fn(),
  load: vi.fn((page) => page.script('https://chat.example/widget.js')),
  update: vi.fn(),
  stop: vi.fn(),
});

describe('defineTag()', () => {
  it('gives the tag back, in silence', async () => {
    const tag = tagOf('whole');
    expect(defineTag(tag)).toBe(tag);
    expect(defineTag(tag, { key: 'abc', site: '7' })).toBe(tag);
    expect(await silence()).toEqual([]);
  });

  it.each([undefined, '', null, 0, 7, true, {}, ['G-1']])('names the setting that is %j', async (value) => {
    const id = `chat-${JSON.stringify(value)}`;
    defineTag(tagOf(id), { key: value });
    expect(await heard(`Tag "${id}" has no key`)).toMatch(/^\[assent\] .*Pass "key"\.$/);
  });

  it('keeps a tag without its setting listed, and never loads it', () => {
    const tag = tagOf('listed');
    const held = defineTag(tag, { site: '7', key: undefined });
    const page = tagPage(['functional']);
    for (const moment of ['before', 'load', 'update', 'stop'] as const) held[moment]?.(page);
    expect(page.scripts).toEqual([]);
    for (const moment of ['before', 'load', 'update', 'stop'] as const)
      expect(tag[moment]).not.toHaveBeenCalled();
    expect(held).toMatchObject({
      id: 'listed',
      name: tag.name,
      category: 'functional',
      hosts: ['chat.example'],
    });
  });
});

describe('defineRegime()', () => {
  it('gives the regime back', () => {
    const house: Regime = { id: 'house', model: 'opt-in', days: 90, regions: '' };
    expect(defineRegime(house)).toBe(house);
  });
});
