/**
 * Measures what Assent costs a visitor, beside the same page without it, and prints one table. Not a test: it
 * knows no thresholds. `npm run bench -- --runs 5 --slow-4g`.
 */
import { parseArgs } from 'node:util';
import { openSite } from './site.mjs';
import { formatTable } from './table.mjs';
import { openVisits } from './visits.mjs';

const counts = [10, 100, 1_000, 10_000];
const { values } = parseArgs({
  options: { runs: { type: 'string', default: '9' }, 'slow-4g': { type: 'boolean', default: false } },
});
const runs = Number(values.runs);
if (!(runs >= 1)) throw new Error(`--runs takes a number of rounds, not "${values.runs}".`);

const site = await openSite();
const bare = site.page();
const pasted = site.page({ tags: 'pasted' });
const plain = site.page({ button: true });
const german = site.page({ region: 'DE', tags: 'configured' });
const peered = site.page({ peered: true });
const listing = site.page({ region: 'DE', listed: true });
const listingPeer = site.page({ peered: true, listed: true });
const californian = site.page({ region: 'US-CA', tags: 'configured' });

const visits = await openVisits(site.origin, { slow4g: values['slow-4g'] });
const returning = await visits.remember(german);

const loaded = 'document.readyState === "complete"';
const tagged = `performance.getEntriesByType('resource').filter(({ name }) => name.startsWith('https:')).length === 3`;
const asked = `assent.state.surface === 'banner'`;

// Each visit starts with an empty cache and gives figures by name. Script time is read on visits of its own, so
// that the code that measures the others is not counted.
const plan = {
  bare: () => visits.paints(bare),
  first: () => visits.first(german),
  peer: () => visits.first(peered),
  opened: () => visits.opens(german),
  openedPeer: () => visits.opens(peered),
  crowded: () => visits.opens(listing),
  crowdedPeer: () => visits.opens(listingPeer),
  plain: () => visits.click(plain),
  returning: () => visits.tags(german, returning),
  pasted: () => visits.tags(pasted),
  guarded: () => visits.calls(german),
  unguarded: () => visits.calls(bare),
  bareScript: () => visits.script(bare, loaded),
  pastedScript: () => visits.script(pasted, tagged),
  firstScript: () => visits.script(german, asked),
  californianScript: () => visits.script(californian, tagged),
  returningScript: () => visits.script(german, tagged, returning),
};
for (const held of counts) {
  const gated = site.page({ region: 'DE', held });
  const looped = site.page({ button: true, held });
  plan[`gated${held}`] = () => visits.release(gated);
  plan[`looped${held}`] = () => visits.release(looped);
}

const rounds = [];
try {
  for (let round = 0; round < runs; round += 1) {
    const figures = {};
    // The longest visits are left out of two rounds in three, to keep a run under five minutes.
    const names = Object.keys(plan).filter((name) => round % 3 === 0 || !name.endsWith('10000'));
    // Every round begins elsewhere, so that no visit always follows the same one.
    const from = (round * 7) % names.length;
    for (const name of [...names.slice(from), ...names.slice(0, from)]) {
      for (const [key, value] of Object.entries(await plan[name]())) figures[`${name}.${key}`] = value;
    }
    rounds.push(figures);
    console.error(`round ${round + 1} of ${runs}`);
  }
} finally {
  await visits.close();
  site.close();
}

const rows = [
  ['Navigation, first visit'],
  ['→ first contentful paint', 'first.firstPaint', 'bare.firstPaint'],
  ['→ largest contentful paint', 'first.largestPaint', 'bare.largestPaint'],
  ['→ load', 'first.load', 'bare.load'],
  ['→ banner visible', 'first.banner'],
  ['Navigation, returning visit (without: tags pasted in)'],
  ['→ first contentful paint', 'returning.firstPaint', 'pasted.firstPaint'],
  ['→ request for the first tag', 'returning.firstTag', 'pasted.firstTag'],
  ['→ request for the last of three tags', 'returning.lastTag', 'pasted.lastTag'],
  ['Script and compile, main thread'],
  ['core, first visit (US-CA: no banner)', 'californianScript.script', 'pastedScript.script'],
  ['core, returning visit', 'returningScript.script', 'pastedScript.script'],
  ['core and banner, first visit', 'firstScript.script', 'bareScript.script'],
  ['Accept (without: a button that removes its box)'],
  ['click → next paint, event timing', 'first.event', 'plain.event'],
  ['click → frame without the banner', 'first.gone', 'plain.gone'],
];
rows.push(
  ['Beside vanilla-cookieconsent 3.1 (without: that one)'],
  ['→ banner visible', 'first.banner', 'peer.banner'],
  ['→ largest contentful paint', 'first.largestPaint', 'peer.largestPaint'],
  ['accept → next paint, event timing', 'first.event', 'peer.event'],
  ['accept → frame without the banner', 'first.gone', 'peer.gone'],
  ['choose → next paint, event timing', 'opened.event', 'openedPeer.event'],
  ['choose → frame with the dialog', 'opened.dialog', 'openedPeer.dialog'],
  ['the same with 500 cookies listed, event timing', 'crowded.event', 'crowdedPeer.event'],
  ['the same with 500 cookies listed, frame', 'crowded.dialog', 'crowdedPeer.dialog'],
  ['the list of 500 opened → next paint, event timing', 'crowded.listEvent'],
  ['the list of 500 opened → frame with its first rows', 'crowded.list'],
  ['Guard: 10,000 calls that no vendor has a part in'],
  ['createElement', 'guarded.made', 'unguarded.made'],
  ['elements made and given an attribute and an address', 'guarded.elements', 'unguarded.elements'],
  ['fetch', 'guarded.requests', 'unguarded.requests'],
);
for (const held of counts) {
  const [gated, looped] = [`gated${held}`, `looped${held}`];
  rows.push([
    `Release of ${held.toLocaleString('en')} (without: inserted by a plain loop)${held === 10_000 ? ', every third round' : ''}`,
  ]);
  rows.push(['accept click → last one has run', `${gated}.total`, `${looped}.total`]);
  rows.push(['each, from first run to last, in µs', `${gated}.each`, `${looped}.each`, 'µs']);
  rows.push(['longest task', `${gated}.longest`, `${looped}.longest`, 'task']);
}

console.log(`\n${formatTable(rows, rounds)}\n`);
console.log(`Median (lowest–highest) of ${runs} interleaved rounds. Times in ms, where no other unit stands.
"Assent adds" is the median of the differences within each round. "–": does not apply. Tasks under 50 ms are
not reported by the browser; event timing goes in steps of 8 ms and begins at 16. Script and compile is the main
thread's own time, read from a trace.
Chromium ${visits.version}, headless, 412×823, CPU slowed down ${visits.slowdown}×, network ${visits.network},
nothing cached, page of ${site.size(bare)} kB (${site.size(bare, 'br')} kB brotli), vendors' hosts answered on this machine.`);
