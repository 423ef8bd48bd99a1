import { beforeEach, describe, expect, it, vi } from 'vitest';
import { said } from './said.ts';

/** A fresh copy, which has said nothing yet and does not know where its sentences are. */
async function fresh() {
  vi.resetModules();
  return import('../src/warn.ts');
}

describe('warn()', () => {
  let { warn, explainWith }: Awaited<ReturnType<typeof fresh>> = {} as never;
  beforeEach(async () => {
    ({ warn, explainWith } = await fresh());
  });

  it('says the sentence after its prefix', async () => {
    explainWith(() => import('../src/messages.ts'));
    await warn('setting', 'adroll', 'pixel');
    expect(said()).toEqual(['[assent] Tag "adroll" has no pixel, so it stays held. Pass "pixel".']);
  });

  it('says each text once', async () => {
    explainWith(() => import('../src/messages.ts'));
    await Promise.all([
      warn('region'),
      warn('region'),
      warn('name', 'a'),
      warn('name', 'b'),
      warn('name', 'a'),
    ]);
    await warn('region');
    expect(said()).toHaveLength(3);
  });

  it('fetches its sentences only when there is something to say', async () => {
    const load = vi.fn(() => import('../src/messages.ts'));
    explainWith(load);
    expect(load).not.toHaveBeenCalled();
    await warn('region');
    expect(load).toHaveBeenCalled();
  });

  it('prints the bare facts where its sentences do not load', async () => {
    explainWith(() => Promise.reject(new Error('404')));
    await warn('setting', 'adroll', 'pixel');
    expect(said()).toEqual(['[assent] setting, adroll, pixel']);
  });

  it('prints the facts before any door has said where sentences are', async () => {
    await expect(warn('setting', 'adroll', 'pixel')).resolves.toBeUndefined();
    expect(said()).toHaveLength(1);
    expect(said()[0]).toMatch(/^\[assent\] .*adroll.*pixel/);
  });

  // Whatever a tag throws is handed on: also what has no text.
  it.each([
    ['an error', new Error('of the tag')],
    ['undefined', undefined],
    ['null', null],
    ['an object without prototype', Object.create(null)],
    ['a symbol', Symbol('odd')],
  ])('never throws for %s', async (_, thrown) => {
    explainWith(() => import('../src/messages.ts'));
    await expect(warn('tag', 'chat', 'load', thrown)).resolves.toBeUndefined();
    expect(said()[0]).toMatch(/^\[assent\] Tag "chat" failed in load\(\)/);
  });
});
