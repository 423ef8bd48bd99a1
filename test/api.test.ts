import { describe, expect, it } from 'vitest';
import { apiPage, declarations } from '../docs/write-api.mjs';
import { read } from './files.ts';

describe('docs/api.md', () => {
  it('is what the docstrings say: npm run docs', () => {
    expect(read('docs/api.md')).toBe(apiPage());
  });

  it.each(['src/index.ts', 'src/define.ts', 'src/types.ts'])(
    'finds a docstring on every public name of %s',
    (file) => {
      const all = declarations(file);
      expect(all.length).toBeGreaterThan(0);
      expect(all.filter(({ text }) => !text).map(({ name }) => name)).toEqual([]);
    },
  );

  it('names every door of the package', () => {
    const doors = Object.keys(JSON.parse(read('package.json')).exports).filter((door) =>
      /^\.\/[\w-]+$/.test(door),
    );
    expect(doors.length).toBeGreaterThan(3);
    expect(doors.filter((door) => !apiPage().includes(`## \`assent${door.slice(1)}\``))).toEqual([]);
  });

  it('leaves no mark of its making', () => {
    expect(apiPage()).not.toMatch(/\{@|\*\/|\[object|^ \* /m);
  });
});
