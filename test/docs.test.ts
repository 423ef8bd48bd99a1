import { existsSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { Liquid } from 'liquidjs';
import { describe, expect, it } from 'vitest';
import { blocksOf, complaints } from './compile.ts';
import { filesIn, read, root } from './files.ts';

const pages = filesIn('docs').filter((file) => file.endsWith('.md'));
/** Its code is of the sources, and not for pasting. */
const written = pages.filter((file) => file !== 'docs/api.md');

/**
 * What the examples take from frameworks that are not installed here, only as far as they take it: what is checked is our own
 * part. The frameworks' own compilers were tried by hand.
 */
const frameworks = `
declare module 'react' { export type ReactNode = unknown; export const StrictMode: (props: { children: unknown }) => null;
  export function startTransition(run: () => void): void; }
declare module 'react-dom/client' { export function hydrateRoot(where: Document, what: unknown): void; }
declare module 'react-router/dom' { export const HydratedRouter: (props: object) => null; }
declare module 'react-router' {
  export function data<Data>(value: Data, init: ResponseInit): { data: Data };
  export function useLoaderData<Loader extends (...given: never[]) => { data: unknown }>(): ReturnType<Loader>['data'];
  export const Links: (props: object) => null; export const Meta: typeof Links; export const Outlet: typeof Links;
  export const Scripts: typeof Links; }
declare module 'next/headers' { export function headers(): Promise<Headers>; }
declare namespace JSX { interface IntrinsicElements { [name: string]: Record<string, unknown> } interface ElementChildrenAttribute { children: unknown } type Element = unknown; }
declare const React: { createElement: unknown };
declare function defineNuxtPlugin(plugin: { name: string; enforce: 'pre'; setup(): object }): unknown;
declare function useState<Value>(key: string, first: () => Value): { value: Value };
declare function useRequestHeaders(): Record<string, string>;
declare function useHead(head: object): void;
declare const Astro: { request: Request };
`;

/** The scripts of a page that a framework compiles, one after the other. */
function scriptsOf(code: string): string {
  const [, front = ''] = /^---\n([\s\S]*?)^---/m.exec(code) ?? [];
  const scripts = [...code.matchAll(/<script\b[^>]*>([\s\S]*?)<\/script>/g)].map(([, text]) => text);
  return [front, ...scripts].join('\n');
}

describe('docs/', () => {
  it('has examples to check', () => {
    expect(written.flatMap((file) => blocksOf(file, 'ts', 'tsx')).length).toBeGreaterThan(5);
    expect(written.flatMap((file) => blocksOf(file, 'vue', 'astro')).length).toBe(2);
  });

  it('compiles every example', { timeout: 120_000 }, () => {
    const jsx = { jsx: 2, jsxFactory: 'React.createElement', types: ['node'] };
    const plain = written.flatMap((file) => blocksOf(file, 'ts', 'tsx'));
    const framed = written
      .flatMap((file) => blocksOf(file, 'vue', 'astro'))
      .map(({ code, ...where }) => ({ ...where, code: scriptsOf(code) }));
    const wrong = {
      file: 'docs/wrong',
      line: 1,
      code: "import { start } from 'assent';\nstart({ polcy: '/' });",
    };
    // Our own sources are read along, and are compiled elsewhere, in their own dialect of JSX.
    const said = complaints([...plain, ...framed, wrong], jsx, 'tsx', frameworks).filter((each) =>
      each.startsWith('docs-'),
    );
    expect(said).toEqual([expect.stringContaining("'polcy' does not exist")]);
  });

  it('parses the options in every HTML example', () => {
    const blocks = written
      .flatMap((file) => blocksOf(file, 'html', 'json'))
      .flatMap(({ code }) => [...code.matchAll(/type="application\/json"[^>]*>([\s\S]*?)<\/script>/g)]);
    expect(blocks.length).toBeGreaterThan(0);
    for (const [, json = ''] of blocks) expect(() => JSON.parse(json)).not.toThrow();
  });

  it('gives a Shopify theme a page that holds its options', () => {
    const [head, footer] = blocksOf('docs/quick-starts.md', 'liquid');
    const engine = new Liquid();
    engine.registerFilter('asset_url', (name) => `//cdn.shopify.example/assets/${name}`);
    const shop = { privacy_policy: { url: '/policies/privacy-policy' } };
    const page = engine.parseAndRenderSync(head?.code ?? '', {
      shop,
      request: { locale: { iso_code: 'de' } },
    });
    const [, json = ''] = /application\/json"[^>]*>([\s\S]*?)<\/script>/.exec(page) ?? [];
    expect(JSON.parse(json)).toMatchObject({ policy: '/policies/privacy-policy', locale: 'de' });
    expect(page).toContain('src="//cdn.shopify.example/assets/assent.full.js"');
    expect(engine.parseAndRenderSync(footer?.code ?? '', { shop })).toContain(
      'href="/policies/privacy-policy"',
    );
  });

  it.each(pages)('leads from %s to files that are there', (file) => {
    const links = [...read(file).matchAll(/\]\((?!https?:|#|mailto:)([^)#\s]+)/g)].map(
      ([, path = '']) => path,
    );
    expect(links.filter((path) => !existsSync(join(root, dirname(file), path)))).toEqual([]);
  });
});
