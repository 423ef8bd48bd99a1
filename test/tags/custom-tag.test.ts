import { describe, expect, it } from 'vitest';
import { customTag } from '../../src/tags/custom-tag.ts';
import { heard } from '../said.ts';
import { tagPage } from '../visit.ts';

const chat = {
  id: 'chat',
  name: 'Chat Ltd.',
  category: 'functional',
  purpose: 'Answers questions.',
  src: 'https://chat.example/widget.js',
} as const;

describe('customTag()', () => {
  it('loads one script, and is declared as it was written', () => {
    const here = tagPage(['functional']);
    const tag = customTag({ ...chat, hosts: ['chat.example'], storage: ['chat_*'] });
    tag.load(here);
    expect(here.scripts).toEqual([chat.src]);
    expect(tag).toMatchObject({
      id: 'chat',
      category: 'functional',
      hosts: ['chat.example'],
      storage: ['chat_*'],
    });
  });

  it('needs neither hosts nor cookies', () => {
    expect(customTag(chat)).toMatchObject({ hosts: [], cookies: [] });
  });

  it('never loads without an address, and says so', async () => {
    const here = tagPage(['functional']);
    customTag({ ...chat, src: '' }).load(here);
    expect(here.scripts).toEqual([]);
    expect(await heard('Tag "chat" has no src')).toMatch(/stays held/);
  });
});
