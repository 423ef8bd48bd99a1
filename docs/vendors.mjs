/** Writes `docs/vendors.md` from what the tags declare: `npm run docs`. A test fails when the page is not what this gives. */
import { writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { readOthers, readTags } from '../declarations.mjs';

const top = `# Vendors

<!-- Written by \`npm run docs\` from the declarations in src/tags/. -->

Every tag, as its own file declares it. By npm it is \`assent/tags/<tag>\`; from the script tag it is named under \`tags\` in the
options, with its settings. Each takes a \`category\` of your choosing besides.

Sources are for a Content Security Policy that names hosts: all that a vendor may talk to, in the directives it may do so by.
Under \`'strict-dynamic'\` the line \`script-src\` needs none of them.
`;

/** The whole page. */
export function vendorsPage() {
  const tags = readTags();
  return [
    top,
    table(['tag', 'category', 'vendor', 'settings it needs'], tags.map(row)),
    ...tags.map(section),
    '## Known to the guard besides\n',
    'Vendors without a tag of ours. What reaches them without markup is held all the same.\n',
    table(
      ['category', 'vendors'],
      readOthers().map(({ category, ids }) => [category, ids.join(', ')]),
    ),
  ].join('\n');
}

function row({ id, vendor, required }) {
  const { name, category, anyOf = [category], policy } = vendor;
  const settings = required.map((each) => `\`${each}\``).join(', ');
  return [`[\`${id}\`](#${id})`, anyOf.join(' or '), `[${name}](${policy})`, settings || 'none'];
}

function section({ id, vendor, promise, brings }) {
  const { purpose, hosts, cookies, storage = [] } = vendor;
  const kept = cookies.map((each) => [`\`${each.name}\``, each.purpose, each.duration, each.party]);
  return [
    `## ${id}\n`,
    `${promise}\n`,
    `_${purpose}_\n`,
    hosts.length && `${policyLines(hosts, brings)}\n`,
    kept.length && table(['cookie', 'what for', 'how long', 'party'], kept),
    storage.length && `Storage keys: ${storage.map((key) => `\`${key}\``).join(', ')}\n`,
  ]
    .filter(Boolean)
    .join('\n');
}

/** Aligned, as our formatter leaves it. */
function table(head, rows) {
  const widths = head.map((_, at) => Math.max(...[head, ...rows].map((cells) => [...cells[at]].length)));
  const line = (cells) => `| ${cells.map((cell, at) => cell.padEnd(widths[at])).join(' | ')} |`;
  const rule = widths.map((width) => '-'.repeat(width));
  return `${[head, rule, ...rows].map(line).join('\n')}\n`;
}

/** A path would have to end where the vendor's file begins (CSP 3, "path-part match"): the host says it plainly. */
function policyLines(hosts, brings) {
  const bare = [...new Set(hosts.map((host) => host.replace(/\/.*/, '')))];
  const sources = bare.map((host) => `https://${host} https://*.${host}`).join(' ');
  const directives = brings ? ['script-src', 'connect-src', 'img-src', 'frame-src'] : ['frame-src'];
  return ['```text', ...directives.map((name) => `${name} ${sources};`), '```'].join('\n');
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  writeFileSync(new URL('vendors.md', import.meta.url), vendorsPage());
}
