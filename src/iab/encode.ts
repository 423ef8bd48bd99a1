/**
 * Writes the IAB's Global Privacy Platform string: a header that lists the sections, then each section (GPP "Consent
 * String Specification"). Pure. It knows bits and no law; what the fields are is `sections.ts`.
 */

/** One part of a section: its fields in their order, each with its value. */
export type Segment = Readonly<Record<string, number | boolean | readonly number[]>>;

export interface Section {
  readonly id: number;
  readonly text: string;
}

/** Joins sections behind their header, in ascending order of their ids. */
export function encodeGpp(sections: readonly Section[]): string {
  const sorted = [...sections].sort((a, b) => a.id - b.id);
  return [encodeHeader(sorted.map(({ id }) => id)), ...sorted.map(({ text }) => text)].join('~');
}

/** The core comes first, then what else the section has. */
export function encodeSection(segments: readonly Segment[]): string {
  return segments.map(encodeSegment).join('.');
}

function encodeSegment(segment: Segment): string {
  const bits = Object.entries(segment).flatMap(([name, value]) =>
    [value].flat().map((each) => {
      // Every field of a US section is two bits wide but its version and its booleans.
      const width = name === 'Version' ? 6 : typeof each === 'boolean' ? 1 : 2;
      return toBits(Number(each), width);
    }),
  );
  return toLetters(bits.join(''));
}

/** Type 3 and version 1, then the ids as ranges of Fibonacci numbers, each counted from the last id before it. */
function encodeHeader(ids: readonly number[]): string {
  const runs: [first: number, last: number][] = [];
  for (const id of ids) {
    const run = runs.at(-1);
    if (run && run[1] === id - 1) run[1] = id;
    else runs.push([id, id]);
  }
  let before = 0;
  const ranges = runs.map(([first, last]) => {
    const start = toFibonacci(first - before);
    before = last;
    return first === last ? `0${start}` : `1${start}${toFibonacci(last - first)}`;
  });
  return toLetters([toBits(3, 6), toBits(1, 6), toBits(runs.length, 12), ...ranges].join(''));
}

/** The sum of Fibonacci numbers that gives `value`, smallest first, ended by one more 1: 4 = 1 + 3 is `101` + `1`. */
function toFibonacci(value: number): string {
  const numbers = [1, 2];
  while ((numbers.at(-1) ?? 0) < value) numbers.push((numbers.at(-1) ?? 0) + (numbers.at(-2) ?? 0));
  let bits = '';
  let rest = value;
  for (const number of numbers.reverse()) {
    const taken = number <= rest;
    if (taken) rest -= number;
    if (taken || bits) bits = (taken ? '1' : '0') + bits;
  }
  return `${bits}1`;
}

function toBits(value: number, width: number): string {
  return value.toString(2).padStart(width, '0');
}

const letters = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_';

/** Six bits to a letter. Padded to whole bytes first, as the IAB's own library does: equal strings for equal answers. */
function toLetters(bits: string): string {
  const fill = (text: string, size: number) => text.padEnd(Math.ceil(text.length / size) * size, '0');
  return fill(fill(bits, 8), 6).replace(/.{6}/g, (six) => letters[Number.parseInt(six, 2)] ?? '');
}
