import { brotliCompressSync } from 'node:zlib';
import { rolldown } from 'rolldown';
import { describe, expect, it } from 'vitest';
import { read, root } from '../files.ts';

/** What this code costs in a site's own bundle, in bytes, compressed. The framework itself is the site's. */
async function sizeOf(code: string): Promise<number> {
  const entry = `${root}/entry.mjs`;
  const bundle = await rolldown({
    input: entry,
    cwd: root,
    external: /^(react|vue|preact|@preact)/,
    plugins: [
      {
        name: 'entry',
        load: (id) => (id === entry ? code : null),
        resolveId: (id) => (id === entry ? id : null),
      },
    ],
  });
  const { output } = await bundle.generate({ format: 'es', minify: true });
  await bundle.close();
  return brotliCompressSync(output[0].code).length;
}

describe('the doors', () => {
  it.each(['react', 'preact', 'vue'])(
    'to %s cost what the README says beside "assent" itself',
    async (name) => {
      const core = await sizeOf("export { start } from 'assent';");
      const more = (await sizeOf(`export * from 'assent/${name}';`)) - core;
      expect(core).toBeGreaterThan(5000);
      const [, said] = /cost (\d\.\d) kB beside/.exec(read('README.md')) ?? [];
      expect(more).toBeGreaterThan(500);
      expect(more).toBeLessThanOrEqual(Number(said) * 1000);
    },
  );
});
