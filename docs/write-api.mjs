/**
 * Writes `docs/api.md` out of the docstrings of the sources: what the editor shows on a name is what stands there.
 * `npm run docs` writes it; a test fails while it is not current.
 */
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { pathToFileURL } from 'node:url';
import ts from 'typescript';

const root = new URL('../', import.meta.url);

/** A door each: how it is imported, and the files its names come from. */
const doors = [
  ['assent', ['src/index.ts', 'src/define.ts']],
  ['assent/guard', ['src/guard.ts']],
  ['assent/iab', ['src/iab.ts']],
  ['assent/debug', ['src/debug.ts']],
  ['assent/script', ['src/script.ts']],
  ['assent/server', ['src/server.ts']],
  ['assent/react', ['src/frameworks/react.ts']],
  ['assent/preact', ['src/frameworks/preact.ts']],
  ['assent/vue', ['src/frameworks/vue.ts']],
];
/** These doors are imported for what they do; their exports are for our own files. */
const plugs = ['assent/guard', 'assent/iab', 'assent/debug', 'assent/script'];

/** The whole page. */
export function apiPage() {
  const parts = [
    '# API reference\n\nWritten by `npm run docs` out of the docstrings in `src/`. Change them there.',
    ...doors.map(([door, files]) => doorPart(door, files)),
    tagsPart(),
    `## Types\n\nAll of \`assent\`, by \`import type { … } from 'assent'\`.`,
    ...declarations('src/types.ts').map(typePart),
  ];
  return `${parts.join('\n\n')}\n`;
}

/** Every exported declaration of a file, with its documentation. The tests ask for it too. */
export function declarations(path) {
  const source = parse(path);
  return source.statements
    .filter(
      (node) =>
        (ts.isFunctionDeclaration(node) ||
          ts.isInterfaceDeclaration(node) ||
          ts.isTypeAliasDeclaration(node)) &&
        node.modifiers?.some(({ kind }) => kind === ts.SyntaxKind.ExportKeyword),
    )
    .map((node) => ({ node, source, name: node.name.text, ...documentation(node) }));
}

function parse(path) {
  return ts.createSourceFile(path, readFileSync(new URL(path, root), 'utf8'), ts.ScriptTarget.Latest, true);
}

function documentation(node) {
  const [comment] = node.jsDoc ?? [];
  const tagged = (name) => {
    const tag = comment?.tags?.find(({ tagName }) => tagName.text === name);
    return tag && plain(ts.getTextOfJSDocComment(tag.comment) ?? '');
  };
  const example = comment?.tags?.find(({ tagName }) => tagName.text === 'example');
  return {
    text: plain(ts.getTextOfJSDocComment(comment?.comment) ?? ''),
    standard: tagged('default'),
    example: example && ts.getTextOfJSDocComment(example.comment),
  };
}

/** Lines of a comment are joined; an empty one ends a paragraph. */
function plain(text) {
  return text
    .replaceAll(/\{@link (\S+?)\}/g, '`$1`')
    .trim()
    .split(/\n\s*\n/)
    .map((paragraph) => paragraph.replaceAll(/\s*\n\s*/g, ' '))
    .join('\n\n');
}

/** What a file promises in the comment at its top. */
function promise(path) {
  const [, text = ''] = /^\/\*\*([\s\S]*?)\*\//.exec(readFileSync(new URL(path, root), 'utf8')) ?? [];
  return plain(text.replaceAll(/^\s*\* ?/gm, ''));
}

function code(text) {
  return `\`\`\`ts\n${text.trim()}\n\`\`\``;
}

/** Code as written, on one line. */
function short(node, source) {
  return node
    .getText(source)
    .replaceAll(/\/\*\*[\s\S]*?\*\/|\/\/.*$/gm, '')
    .replaceAll(/\s+/g, ' ')
    .trim();
}

function doorPart(door, files) {
  const imported = plugs.includes(door) ? code(`import '${door}';`) : '';
  const named = plugs.includes(door) ? [] : files.flatMap(declarations);
  const parts = named.map((each) =>
    ts.isFunctionDeclaration(each.node) ? functionPart(each) : typePart(each),
  );
  return [`## \`${door}\``, promise(files[0]), imported, ...parts].filter(Boolean).join('\n\n');
}

function functionPart({ node, source, name, text, example }) {
  const head = short(node, source).slice(
    0,
    short(node, source).indexOf(node.body ? short(node.body, source) : ''),
  );
  const line = head
    .replace(/^export /, '')
    .replace('( ', '(')
    .replace(', )', ')');
  return [`### \`${name}\``, code(line), text, example && code(example)].filter(Boolean).join('\n\n');
}

function typePart({ node, source, name, text }) {
  const parameters = node.typeParameters?.map(({ name: own }) => own.text).join(', ');
  const title = `### \`${name}${parameters ? `<${parameters}>` : ''}\``;
  if (ts.isTypeAliasDeclaration(node)) {
    return [
      title,
      text,
      code(
        short(node, source)
          .replace(/^export /, '')
          .replace('= | ', '= '),
      ),
    ]
      .filter(Boolean)
      .join('\n\n');
  }
  const extended = node.heritageClauses?.flatMap(({ types }) =>
    types.map((type) => `\`${short(type, source)}\``),
  );
  const also = extended && `Has all of ${extended.join(', ')}, and:`;
  return [title, text, also, node.members.map((member) => memberLine(member, source)).join('\n')]
    .filter(Boolean)
    .join('\n\n');
}

function memberLine(member, source) {
  const { text, standard } = documentation(member);
  const declared = short(member, source);
  const written = declared
    .replace(/^readonly /, '')
    .replace(/;$/, '')
    .replace(': | ', ': ')
    // As everywhere, `undefined` is as good as absent.
    .replaceAll(declared.includes('?: ') ? ' | undefined' : '\0', '');
  const after = [text.replaceAll('\n\n', ' '), standard && `_Default:_ ${literal(standard)}.`].filter(
    Boolean,
  );
  return `- \`${written}\`${after.length ? ` — ${after.join(' ')}` : ''}`;
}

/** A default that is a value stands as code; one in words as words. */
function literal(text) {
  return /^(['[{\d]|true$|false$)[^`]*$/.test(text) && !/ then /.test(text) ? `\`${text}\`` : text;
}

function tagsPart() {
  const paths = readdirSync(new URL('src/tags/', root))
    .sort()
    .map((file) => `src/tags/${file}`);
  const parts = paths.flatMap((path) => {
    const all = declarations(path);
    const tag = all.find(
      ({ node }) => ts.isFunctionDeclaration(node) && /^Tag\b/.test(node.type?.getText() ?? ''),
    );
    if (!tag) return [];
    const settings = all.filter(({ node }) => ts.isInterfaceDeclaration(node));
    const lines = settings.flatMap(({ node, source }) =>
      node.members.map((member) => memberLine(member, source)),
    );
    const name = path.slice('src/tags/'.length, -'.ts'.length);
    const imported = code(`import { ${tag.name} } from 'assent/tags/${name}';`);
    return [[`### \`${name}\``, promise(path), imported, lines.join('\n')].filter(Boolean).join('\n\n')];
  });
  const about =
    'One door for each vendor, `assent/tags/<vendor>`. It gives the function that makes the tag, and what the vendor declares as `…Vendor`, for a site that marks it up itself.';
  return [`## \`assent/tags/…\``, about, ...parts].join('\n\n');
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? '').href) {
  writeFileSync(new URL('docs/api.md', root), apiPage());
}
