/** Which of these names was meant? Guesses only where one is near: a wrong guess costs more than none. */

/** Gives " Did you mean …?", or nothing. */
export function meant(name: string, known: readonly string[], prefix = ''): string {
  const [best] = known
    .map((each) => ({ each, steps: stepsBetween(name.toLowerCase(), each.toLowerCase()) }))
    .sort((a, b) => a.steps - b.steps);
  const near = best && best.steps <= Math.max(1, Math.floor(name.length / 3));
  return near ? ` Did you mean "${prefix}${best.each}"?` : '';
}

/** Letters to put in, take out or replace (Levenshtein). */
function stepsBetween(from: string, to: string): number {
  let row = Array.from({ length: to.length + 1 }, (_, at) => at);
  for (const [down, letter] of [...from].entries()) {
    const next = [down + 1];
    for (const [across, other] of [...to].entries()) {
      const replaced = (row[across] ?? 0) + (letter === other ? 0 : 1);
      next.push(Math.min(replaced, (row[across + 1] ?? 0) + 1, (next[across] ?? 0) + 1));
    }
    row = next;
  }
  return row.at(-1) ?? 0;
}
