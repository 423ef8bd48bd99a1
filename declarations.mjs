/**
 * Reads what the files in `src/tags/` declare, without running them: the one home of a vendor's hosts and cookies is
 * its own file, and the guard's table, the files that pages fetch, the list of vendors and the tests come from here.
 */
import { readdirSync, readFileSync } from 'node:fs';
import { basename } from 'node:path';
import ts from 'typescript';

const folder = new URL('src/tags/', import.meta.url);
const order = ['essential', 'functional', 'analytics', 'targeting', 'social'];

/**
 * Every tag: its id, the name of the function that makes it, what it declares, the settings it cannot do without, what its
 * file promises at the top, and whether it brings a script.
 */
export function readTags() {
  return readdirSync(folder)
    .map((file) => readTag(basename(file, '.ts'), readFileSync(new URL(file, folder), 'utf8')))
    .filter(({ vendor }) => vendor);
}

function readTag(id, text) {
  const source = ts.createSourceFile(`${id}.ts`, text, ts.ScriptTarget.Latest, true);
  const maker = id.replace(/-(\w)/g, (_, letter) => letter.toUpperCase());
  let vendor;
  let required = [];
  const visit = (node) => {
    if (ts.isVariableDeclaration(node) && node.name.getText() === `${maker}Vendor`) {
      vendor = literal(node.initializer, id);
    }
    if (ts.isCallExpression(node) && node.expression.getText() === 'defineTag') {
      required = (node.arguments[1]?.properties ?? []).map(({ name }) => name.getText());
    }
    ts.forEachChild(node, visit);
  };
  visit(source);
  const [, top = ''] = /^\/\*\*([\s\S]*?)\*\//.exec(text) ?? [];
  const promise = top
    .replace(/^\s*\* ?/gm, '')
    .replace(/\s+/g, ' ')
    .trim();
  return { id, maker, vendor, required, promise, brings: /\bpage\.script\(|bringGoogleTag\(/.test(text) };
}

/** The table of the vendors that have no tag, by category. */
export function readOthers() {
  const text = readFileSync(new URL('src/known-vendors.ts', import.meta.url), 'utf8');
  const [, table = ''] = /const table = `\n([^`]*)`/.exec(text) ?? [];
  const rows = table.split('\n').map((line) => line.split(/[,|]/));
  return order
    .map((category) => ({ category, ids: rows.filter(([own]) => own === category).map(([, id]) => id) }))
    .filter(({ ids }) => ids.length);
}

/** The value of a literal. Anything else in a declaration is refused: it would be read differently here and there. */
function literal(node, id) {
  if (ts.isSatisfiesExpression(node) || ts.isAsExpression(node)) return literal(node.expression, id);
  if (ts.isStringLiteralLike(node)) return node.text;
  if (ts.isArrayLiteralExpression(node)) return node.elements.map((each) => literal(each, id));
  if (ts.isObjectLiteralExpression(node)) {
    return Object.fromEntries(
      node.properties.map((each) => [each.name?.getText(), literal(each.initializer, id)]),
    );
  }
  throw new Error(
    `src/tags/${id}.ts: a declaration holds plain text and lists alone, not "${node?.getText()}".`,
  );
}

/**
 * What the guard needs of them, one vendor a line: category, id, hosts; then cookies it can erase; then storage keys.
 * Of two vendors with one host the earlier stands: analytics before targeting.
 */
export function tableOf(tags) {
  const rank = ({ vendor }) => order.indexOf(vendor.category);
  return [...tags]
    .sort((one, other) => rank(one) - rank(other))
    .map(({ vendor: { id, category, hosts, cookies, storage = [] } }) => {
      const own = cookies.filter(({ party }) => party === 'first').map(({ name }) => name);
      // What is essential is never erased.
      const left = category === 'essential' ? [] : [shortest(own), shortest(storage)];
      return [[category, id, ...hosts], ...left].map(listed).join('|').replace(/\|+$/, '');
    })
    .join('\n');
}

/** Without what another pattern of the same list covers. */
function shortest(patterns) {
  const covers = (wide, name) => wide !== name && wide.endsWith('*') && name.startsWith(wide.slice(0, -1));
  return patterns.filter((name) => !patterns.some((wide) => covers(wide, name)));
}

/** A name that held what parts the table would become two, the second perhaps a lone `*`. */
function listed(names) {
  const strange = names.find((name) => /[,|\n]|^\*?$/.test(name));
  if (strange !== undefined)
    throw new Error(`The name "${strange}" cannot be written into the table of vendors.`);
  return names.join(',');
}

/** A value for each setting a tag cannot do without. */
export function sampleOf({ required }) {
  const value = (name) => (/(^|[a-z])(url|server)$/i.test(name) ? 'https://own.example/' : 'ID1');
  return Object.fromEntries(required.map((name) => [name, value(name)]));
}
