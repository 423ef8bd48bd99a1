import { describe, expect, it } from 'vitest';
import { encodeGpp, encodeSection } from '../../src/iab/encode.ts';
import { readBack } from './read-back.ts';

const headers: readonly [name: string, ids: number[], header: string][] = [
  ['no section', [], 'DBAA'],
  ['section 2', [2], 'DBABMA'],
  ['sections 2 and 6', [2, 6], 'DBACNYA'],
  ['the run of 5 and 6', [5, 6], 'DBABjw'],
  ['usnat', [7], 'DBABLA'],
  ['usca', [8], 'DBABBg'],
  ['uspv1', [6], 'DBABTA'],
  ['uspv1 and usnat', [6, 7], 'DBABzw'],
  ['usnj, of six Fibonacci places', [21], 'DBABAYA'],
];

describe('encodeGpp()', () => {
  it.each(headers)('writes the header of %s', (_name, ids, header) => {
    expect(encodeGpp(ids.map((id) => ({ id, text: 'x' }))).split('~')[0]).toBe(header);
  });

  it('joins sections in ascending order', () => {
    const sections = [
      { id: 7, text: 'CVQVAAAAAACA.YA' },
      { id: 6, text: '1YYN' },
    ];
    expect(encodeGpp(sections)).toBe('DBABzw~1YYN~CVQVAAAAAACA.YA');
    expect(readBack(encodeGpp(sections)).getSectionIds()).toEqual([6, 7]);
  });

  it('writes a header that the IAB reads, for every pair of ids', () => {
    for (let first = 7; first <= 23; first += 1) {
      for (let second = first + 1; second <= 23; second += 1) {
        const header = encodeGpp([first, second].map((id) => ({ id, text: '' }))).split('~')[0];
        expect(readBack(`${header}~BAAA~BAAA`).getSectionIds()).toEqual([first, second]);
      }
    }
  });
});

describe('encodeSection()', () => {
  it('joins segments by a dot', () => {
    expect(encodeSection([{ Version: 1 }, { SubsectionType: 1, Gpc: true }])).toBe('BA.YA');
  });

  it('writes lists value by value', () => {
    expect(encodeSection([{ Version: 1, List: [0, 1, 2] }])).toBe(
      encodeSection([{ Version: 1, a: 0, b: 1, c: 2 }]),
    );
  });
});
