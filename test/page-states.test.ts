import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { hearOtherPages, whenSeen } from '../src/page-states.ts';

let page: EventTarget;
let document: EventTarget & { prerendering?: boolean };

beforeEach(() => {
  page = new EventTarget();
  document = new EventTarget();
  vi.stubGlobal('addEventListener', page.addEventListener.bind(page));
  vi.stubGlobal('document', document);
});
afterEach(() => vi.unstubAllGlobals());

const storage = (key: string | null, newValue: string | null = '') =>
  Object.assign(new Event('storage'), { key, newValue });

describe('whenSeen()', () => {
  it('goes on at once in a page that is not prerendered', () => {
    const then = vi.fn();
    whenSeen(then);
    expect(then).toHaveBeenCalledOnce();
  });

  it('waits for the visitor in a prerendered page, and goes on once', () => {
    const then = vi.fn();
    document.prerendering = true;
    whenSeen(then);
    expect(then).not.toHaveBeenCalled();
    document.dispatchEvent(new Event('prerenderingchange'));
    document.dispatchEvent(new Event('prerenderingchange'));
    expect(then).toHaveBeenCalledOnce();
  });
});

describe('hearOtherPages()', () => {
  it.each([
    { name: 'another page writes the record', from: () => page, event: storage('assent'), heard: 1 },
    { name: 'everything was cleared', from: () => page, event: storage(null, null), heard: 0 },
    { name: 'another page writes something else', from: () => page, event: storage('basket'), heard: 0 },
    { name: 'the page is taken out again', from: () => page, event: new Event('pageshow'), heard: 1 },
    { name: 'the page is seen', from: () => document, event: new Event('visibilitychange'), heard: 1 },
  ])('rereads $heard times where $name', ({ from, event, heard }) => {
    const reread = vi.fn();
    const stop = hearOtherPages('assent', reread);
    from().dispatchEvent(event);
    expect(reread).toHaveBeenCalledTimes(heard);
    stop();
    from().dispatchEvent(event);
    expect(reread).toHaveBeenCalledTimes(heard);
  });

  it.each([
    { newValue: 'a record', says: false },
    { newValue: null, says: true },
  ])('tells erasing from writing ($newValue)', ({ newValue, says }) => {
    const reread = vi.fn();
    hearOtherPages('assent', reread);
    page.dispatchEvent(storage('assent', newValue));
    expect(reread).toHaveBeenCalledWith(says);
  });
});
