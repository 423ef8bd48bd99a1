import { describe, expect, it } from 'vitest';
import { gpc } from '../../src/signals/gpc.ts';

describe('gpc()', () => {
  it.each([
    [true, true],
    [false, false],
    [undefined, false],
    [null, false],
    ['1', false],
    ['true', false],
    [1, false],
    [{}, false],
  ])('reads %j as %j', (value, answer) => {
    expect(gpc({ globalPrivacyControl: value } as unknown as Navigator)).toBe(answer);
  });

  it('is off in a browser that does not know it', () => {
    expect(gpc({} as Navigator)).toBe(false);
  });

  it('counts a property that throws as absent', () => {
    const hostile = {
      get globalPrivacyControl(): never {
        throw new Error('of the page');
      },
    };
    expect(gpc(hostile as unknown as Navigator)).toBe(false);
  });
});
