/** Writes rounds of figures as plain text: medians with their spread, with and without us, and what we add. */

/** A row is a heading alone, or `[label, figure with us, figure without us, unit]`. */
export function formatTable(rows, rounds) {
  const lines = [['', 'with Assent', 'without', 'Assent adds']];
  for (const [label, ours, theirs, unit = 'ms'] of rows) {
    if (!ours) {
      lines.push([], [label]);
      continue;
    }
    // Not every visit is part of every round.
    const those = rounds.filter((figures) => ours in figures);
    const column = (key) => those.map((figures) => figures[key]);
    const pairs = theirs && unit !== 'task' ? those.map((figures) => figures[ours] - figures[theirs]) : [];
    lines.push([
      `  ${label}`,
      spread(column(ours), unit),
      theirs ? spread(column(theirs), unit) : '–',
      pairs.length ? show(median(pairs), unit) : '–',
    ]);
  }
  const cells = lines.filter((line) => line.length > 1);
  const widths = [0, 1, 2, 3].map((at) => Math.max(...cells.map((line) => line[at].length)));
  return lines
    .map((line) =>
      line.map((cell, at) => (at ? cell.padStart(widths[at]) : cell.padEnd(widths[0]))).join('   '),
    )
    .map((line) => line.trimEnd())
    .join('\n');
}

function spread(values, unit) {
  const sorted = values.filter(Number.isFinite).sort((a, b) => a - b);
  if (sorted.length < values.length) return `${sorted.length} of ${values.length} finished`;
  return `${show(median(sorted), unit)} (${show(sorted[0], unit)}–${show(sorted.at(-1), unit)})`;
}

function median(values) {
  const sorted = values.toSorted((a, b) => a - b);
  const middle = sorted.length / 2;
  return sorted.length % 2 ? sorted[Math.floor(middle)] : (sorted[middle - 1] + sorted[middle]) / 2;
}

function show(value, unit) {
  if (Number.isNaN(value)) return '–';
  if (unit === 'µs') return Math.round(value * 1000).toFixed();
  if (unit === 'task' && value < 50) return '<50';
  return value.toFixed(Math.abs(value) < 10 ? 1 : 0);
}
