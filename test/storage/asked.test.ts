import { describe, expect, it } from 'vitest';
import { readAsked, writeAsked } from '../../src/storage/asked.ts';
import { openPage } from '../page.ts';
import { decisionOf } from '../visit.ts';

const decision = decisionOf();

describe('readAsked()', () => {
  it('gives whom writeAsked() wrote down', () => {
    const { local } = openPage();
    writeAsked('assent', decision, ['counter', 'vidéo & more; = %']);
    expect(Object.keys(local)).toEqual(['assent.asked']);
    expect(readAsked('assent', decision)).toEqual(['counter', 'vidéo & more; = %']);
  });

  it.each([
    ['a decision of another moment', decisionOf({ at: '2026-03-02T09:00:00.000Z' }), ['counter']],
    ['no decision', null, ['counter']],
    ['a decision about categories alone', decision, []],
  ])('knows nobody for %s', (_, stored, ids) => {
    openPage();
    writeAsked('assent', decision, ids);
    expect(readAsked('assent', stored)).toBeUndefined();
  });

  it.each(['', 'garbage', '{"v":1}', decision.at, `${decision.at}\n`])('knows nobody by %j', (text) => {
    openPage().local['assent.asked'] = text;
    expect(readAsked('assent', decision)).toBeUndefined();
  });

  it('never throws where storage is refused', () => {
    openPage('https://shop.example/', { refused: ['localStorage'] });
    writeAsked('assent', decision, ['counter']);
    writeAsked('assent');
    expect(readAsked('assent', decision)).toBeUndefined();
  });
});

describe('writeAsked()', () => {
  it('erases what is written, without a decision', () => {
    const { local } = openPage();
    writeAsked('choice', decision, ['counter']);
    writeAsked('choice');
    expect(Object.keys(local)).toEqual([]);
  });
});
