import { describe, expect, it } from 'vitest';
import { filesIn, read } from '../files.ts';
import { cases } from './cases.ts';

describe('the properties', () => {
  it('are tried on 100,000 cases in all', () => {
    const total = Object.values(cases).reduce((sum, count) => sum + count, 0);
    expect(total).toBeGreaterThanOrEqual(100_000);
  });

  it('are each declared once', () => {
    const code = filesIn('test/properties')
      .filter((file) => file.endsWith('.test.ts'))
      .map(read)
      .join('\n');
    const declared = [...code.matchAll(/\bholds\(\s*(?:'([^']+)'|"([^"]+)")/g)].map(
      ([, one, other]) => one ?? other,
    );
    expect(declared.sort()).toEqual(Object.keys(cases).sort());
  });
});
