import { describe, expect, it, vi } from 'vitest';
import type { DrawPlaceholder } from '../src/elements/frame.ts';
import { metaPixel } from '../src/tags/meta-pixel.ts';
import type { Answers, Tag } from '../src/types.ts';
import { frame, held, heldText, moments, openGate, tagOf } from './gate-page.ts';
import { heard } from './said.ts';
import { all, categories, decisionOf } from './visit.ts';

describe('createGate(): a tag runs if, and only if, its answer is granted', () => {
  // What a tag does once the page is parsed: count the visit, and tell its vendor that consent is there.
  it.each([
    { advanced: false, later: ['denied', 'granted'], counted: [false, true] },
    { advanced: true, later: ['denied', 'granted'], counted: [true, true] },
    { advanced: false, later: ['granted', 'granted'], counted: [true, true] },
  ] as const)(
    'counts a visit once the page is parsed, $later, advanced $advanced: $counted',
    async ({ advanced, later, counted }) => {
      const count = vi.fn();
      const changes: Partial<Tag> = { advanced, load: (page) => page.whenParsed(count) };
      const site = openGate([tagOf('piwik', 'analytics', [], changes)], {
        answers: { analytics: 'granted' },
        loading: true,
      });
      await site.release();
      expect(count).not.toHaveBeenCalled();
      const seen: boolean[] = [];
      await site.answer({ analytics: later[0] });
      site.page.dispatchEvent(new Event('DOMContentLoaded'));
      await site.settled();
      seen.push(count.mock.calls.length > 0);
      await site.answer({ analytics: later[1] });
      seen.push(count.mock.calls.length > 0);
      expect(seen).toEqual(counted);
      expect(count).toHaveBeenCalledOnce();
    },
  );

  it('leaves the Meta Pixel revoked after a withdrawal while the page was parsed', async () => {
    const site = openGate([metaPixel({ id: '1' })], { answers: { targeting: 'granted' }, loading: true });
    const queue = () =>
      (window as unknown as { fbq: { queue: unknown[][] } }).fbq.queue.map(([what]) => what);
    await site.release();
    await site.answer({ targeting: 'denied' });
    site.page.dispatchEvent(new Event('DOMContentLoaded'));
    await site.settled();
    expect(queue()).toEqual(['consent', 'dataProcessingOptions', 'consent', 'dataProcessingOptions']);
    await site.answer({ targeting: 'granted' });
    expect(queue().slice(4)).toEqual(['dataProcessingOptions', 'consent', 'init', 'consent', 'track']);
  });

  it.each(categories)('loads the tags of %s alone, once it is granted', async (granted) => {
    const log: string[] = [];
    const tags = categories.map((category) => tagOf(`of-${category}`, category, log, { before: undefined }));
    const { answer, release } = openGate(tags);
    await release();
    expect(log).toEqual(['of-essential load']);
    await answer({ ...all('denied'), [granted]: 'granted' });
    expect(log.filter((call) => call.endsWith('load'))).toEqual([
      ...new Set(['of-essential load', `of-${granted} load`]),
    ]);
  });

  it.each([
    { answers: { analytics: 'denied', piwik: 'granted' }, loads: true },
    { answers: { analytics: 'granted', piwik: 'denied' }, loads: false },
    { answers: { piwik: 'granted' }, loads: true },
    { answers: { essential: 'granted', targeting: 'granted' }, loads: false },
  ] as { answers: Answers; loads: boolean }[])(
    "goes by the vendor's own answer: $answers",
    async ({ answers, loads }) => {
      const log: string[] = [];
      await openGate([tagOf('piwik', 'analytics', log)], { answers }).release();
      expect(log.includes('piwik load')).toBe(loads);
    },
  );

  it.each([
    { names: 'analytics', answers: { analytics: 'granted' }, runs: true },
    { names: 'analytics', answers: { targeting: 'granted' }, runs: false },
    { names: 'analytics targeting', answers: { analytics: 'granted' }, runs: false },
    { names: ' analytics\n targeting ', answers: { analytics: 'granted', targeting: 'granted' }, runs: true },
    { names: 'essential', answers: {}, runs: true },
    { names: '', answers: all('granted'), runs: false },
    { names: 'marketing', answers: all('granted'), runs: false },
    { names: 'analytics marketing', answers: all('granted'), runs: false },
    { names: 'counter', answers: all('granted'), runs: false },
  ] as { names: string; answers: Answers; runs: boolean }[])(
    'runs a script held for "$names" after $answers: $runs',
    async ({ names, answers, runs }) => {
      const site = openGate([], { markup: held('far', names) + heldText('near', names), answers });
      await site.release();
      expect(site.runs).toEqual(runs ? ['far', 'near'] : []);
    },
  );

  it.each([
    { vendor: 'counter', answers: { analytics: 'granted' }, runs: true },
    { vendor: 'counter', answers: { analytics: 'granted', counter: 'denied' }, runs: false },
    { vendor: 'counter', answers: { counter: 'granted' }, runs: true },
    { vendor: 'stranger', answers: all('granted'), runs: false },
    // Its own answer stands for its own category, not for another one that is named beside it.
    { vendor: 'adverts', answers: { adverts: 'granted' }, runs: false },
    { vendor: 'adverts', answers: { adverts: 'granted', analytics: 'granted' }, runs: true },
  ] as { vendor: string; answers: Answers; runs: boolean }[])(
    'runs a script of the vendor $vendor after $answers: $runs',
    async ({ vendor, answers, runs }) => {
      const markup = held('far', 'analytics', `data-consent-vendor="${vendor}"`);
      const site = openGate([], { markup, answers });
      await site.release();
      expect(site.runs).toEqual(runs ? ['far'] : []);
    },
  );

  it.each(['img', 'video', 'audio', 'embed'])('gives an <%s> its address with the grant', async (name) => {
    const site = openGate([], {
      markup: `<${name} id="it" data-consent="social" data-src="https://x.example/">`,
    });
    await site.release();
    expect(site.element('it').getAttribute('src')).toBeNull();
    await site.answer({ social: 'granted' });
    expect(site.element('it').getAttribute('src')).toBe('https://x.example/');
  });

  it.each(['javascript:alert(1)', ' JavaScript:alert(1)', 'data:text/html,x', 'blob:https://shop.example/1'])(
    'never gives an element the address %j',
    async (address) => {
      const markup = ['script type="text/plain"', 'iframe', 'img', 'embed']
        .map((name) => `<${name} data-consent="analytics" data-src="${address}"></${name.split(' ')[0]}>`)
        .join('');
      const site = openGate([], { markup, answers: all('granted') });
      await site.release();
      expect([...site.page.querySelectorAll('[src]')]).toEqual([]);
    },
  );

  it("never runs a script of the markup that lacks the page's nonce (CSP 3, 'strict-dynamic')", async () => {
    const markup = `<script nonce="n"></script>${held('bare')}${held('ours', 'analytics', 'nonce="n"')}`;
    const site = openGate([], { markup, answers: all('granted') });
    await site.release();
    expect(site.runs).toEqual(['ours']);
  });

  it('empties a frame that is out of the page when its grant is taken back (GDPR art. 7(3))', async () => {
    const site = openGate([], { markup: frame('away'), answers: all('granted') });
    await site.release();
    const away = site.page.getElementById('away');
    expect(away?.getAttribute('src')).toBe('https://films.example/away');
    away?.remove();
    site.change({});
    expect(away?.hasAttribute('src')).toBe(false);
    site.page.body.append(away as never);
    await site.settled();
    expect(away?.hasAttribute('src')).toBe(false);
    await site.answer(all('granted'));
    expect(away?.getAttribute('src')).toBe('https://films.example/away');
  });

  it("looks for the page's nonce once, however many scripts it releases", async () => {
    const site = openGate([], {
      markup: [1, 2, 3, 4].map((at) => held(`s${at}`)).join(''),
      answers: all('granted'),
    });
    const look = vi.spyOn(site.page, 'querySelector');
    await site.release();
    expect(site.runs).toHaveLength(4);
    expect(look.mock.calls.filter(([selector]) => selector === 'script[nonce]')).toHaveLength(1);
  });

  it('holds what is added later, however deep, until its answer is granted', async () => {
    const site = openGate([], { answers: { targeting: 'granted' } });
    await site.release();
    site.add(`<div><p>${held('denied', 'analytics')}</p></div>`);
    site.add(`<div><p>${held('granted', 'targeting')}</p></div>`);
    site.add(held('alone', 'targeting'));
    await site.settled();
    expect(site.runs).toEqual(['granted', 'alone']);
    await site.answer(all('granted'));
    expect(site.runs).toEqual(['granted', 'alone', 'denied']);
  });

  it('holds a frame behind a placeholder, and takes that away with the grant', async () => {
    const undo = vi.fn();
    const draw = vi.fn<DrawPlaceholder>(async () => undo);
    const site = openGate([], { markup: frame('film'), draw });
    await site.release();
    await site.release();
    expect(draw).toHaveBeenCalledOnce();
    expect([site.element('film').getAttribute('src'), undo.mock.calls.length]).toEqual([null, 0]);
    await site.answer({ social: 'granted' });
    expect(site.element('film').getAttribute('src')).toBe('https://films.example/film');
    expect(undo).toHaveBeenCalledOnce();
  });

  it('draws the placeholder of a moved frame anew where it is now, once the first is gone', async () => {
    const calls: string[] = [];
    const draw: DrawPlaceholder = async ({ parentElement }) => {
      calls.push(`drawn in ${parentElement?.localName}`);
      return () => void calls.push('undone');
    };
    const site = openGate([], { markup: `${frame('film')}<main></main>`, draw });
    await site.release();
    site.page.querySelector('main')?.append(site.element('film'));
    await site.settled();
    expect(calls).toEqual(['drawn in body', 'undone', 'drawn in main']);
    site.element('film').remove();
    await site.settled();
    expect(calls.slice(3)).toEqual(['undone']);
  });

  it('draws a placeholder never before an earlier one of the same frame is gone', async () => {
    const calls: string[] = [];
    let arrive = () => {};
    const file = new Promise<void>((done) => {
      arrive = done;
    });
    const draw: DrawPlaceholder = async () => {
      await file;
      calls.push('drawn');
      return () => void calls.push('undone');
    };
    const site = openGate([], { markup: frame('film'), draw });
    await site.release();
    site.page.body.append(site.element('film'));
    await site.settled();
    arrive();
    await site.settled();
    expect(calls).toEqual(['drawn', 'undone', 'drawn']);
  });

  it('keeps nothing of a held frame that has left the page, and holds it anew', async () => {
    const undo = vi.fn();
    const draw = vi.fn<DrawPlaceholder>(async () => undo);
    const { add, element, release, settled } = openGate([], { markup: frame('film'), draw });
    await release();
    const film = element('film');
    film.remove();
    add(frame('map'));
    await settled();
    expect([draw.mock.calls.length, undo.mock.calls.length]).toEqual([2, 1]);
    element('map').after(film);
    await settled();
    expect([draw.mock.calls.length, undo.mock.calls.length]).toEqual([3, 1]);
  });

  it('holds a frame whose placeholder does not come', async () => {
    const site = openGate([], { markup: frame('film'), draw: () => Promise.reject(new Error('404')) });
    await site.release();
    expect(site.element('film').getAttribute('src')).toBeNull();
    await site.answer({ social: 'granted' });
    expect(site.element('film').getAttribute('src')).toBe('https://films.example/film');
  });

  it('loads a frame once on request, and no other', async () => {
    const requests: (() => void)[] = [];
    const draw: DrawPlaceholder = async (_, loadOnce) => {
      requests.push(loadOnce);
      return () => {};
    };
    const site = openGate([], { markup: frame('one') + frame('two'), draw });
    await site.release();
    requests[0]?.();
    await site.answer(all('denied'));
    expect(site.element('one').getAttribute('src')).toBe('https://films.example/one');
    expect(site.element('two').getAttribute('src')).toBeNull();
  });

  it.each([
    { by: 'banner', stays: false },
    { by: 'placeholder', stays: true },
  ] as const)(
    'leaves a frame loaded once in the page after a decision by $by: $stays',
    async ({ by, stays }) => {
      let request = () => {};
      const draw = vi.fn<DrawPlaceholder>(async (_, loadOnce) => {
        request = loadOnce;
        return () => {};
      });
      const site = openGate([], { markup: frame('film'), draw });
      await site.release();
      request();
      // No decision: a tag came, say.
      await site.answer({});
      expect(site.element('film').hasAttribute('src')).toBe(true);
      const answers = { functional: 'granted', social: 'denied' } as const;
      const decision = decisionOf({ by, answers });
      site.consent.change({ answers, decision });
      site.gate.retract();
      await site.release();
      expect(site.element('film').hasAttribute('src')).toBe(stays);
      expect(draw).toHaveBeenCalledTimes(stays ? 1 : 2);
      if (stays) return;
      // Asked for again, it stands against that decision.
      request();
      await site.answer(answers);
      expect(site.element('film').hasAttribute('src')).toBe(true);
    },
  );

  it('never releases what stands in another document, as in a template', async () => {
    const site = openGate([], { answers: all('granted') });
    await site.release();
    const markup = '<img data-consent="analytics" data-consent-held data-src="https://counter.example/">';
    const pixel = new DOMParser().parseFromString(markup, 'text/html').querySelector('img') as Element;
    site.gate.take(pixel);
    await site.release();
    expect(pixel.hasAttribute('src')).toBe(false);
    site.page.body.append(pixel);
    await site.settled();
    expect(pixel.getAttribute('src')).toBe('https://counter.example/');
  });

  it('empties a frame on its way into the page that lost its grant meanwhile', () => {
    const site = openGate([], { answers: all('granted') });
    const markup = '<iframe data-consent="social" src="https://films.example/1"></iframe>';
    const film = new DOMParser().parseFromString(markup, 'text/html').querySelector('iframe') as Element;
    site.gate.take(film);
    expect(film.getAttribute('src')).toBe('https://films.example/1');
    site.consent.change({ answers: all('denied') });
    site.gate.take(film);
    expect(film.hasAttribute('src')).toBe(false);
  });

  it('lets what comes with new answers wait until they are painted', async () => {
    const log: string[] = [];
    const tags = [] as Tag[];
    const site = openGate(tags);
    await site.release();
    site.consent.onChange(() => {
      tags.push(tagOf('late', 'analytics', log, { before: undefined }));
      site.addTag(tags[0] as Tag);
      site.add(held('added'));
    });
    site.consent.change({ answers: { analytics: 'granted' } });
    site.gate.retract();
    await site.settled();
    expect([log, site.runs]).toEqual([[], []]);
    // As a visit does once the banner is gone.
    await site.release();
    expect([log, site.runs]).toEqual([['late load'], ['added']]);
  });

  it.each([true, false])(
    'gives a pixel that the guard took its address with the grant, in the page %s',
    async (inside) => {
      const site = openGate([]);
      const [early, late] = ['early', 'late'].map((id) => {
        const pixel = site.page.createElement('img');
        pixel.setAttribute('data-consent-held', '');
        pixel.setAttribute('data-consent', 'analytics');
        pixel.setAttribute('data-src', `https://counter.example/${id}`);
        if (inside) site.page.body.append(pixel);
        return pixel;
      });
      site.gate.take(early as Element);
      await site.release();
      expect(early?.hasAttribute('src')).toBe(false);
      await site.answer({ analytics: 'granted' });
      expect(early?.getAttribute('src')).toBe('https://counter.example/early');
      site.gate.take(late as Element);
      await site.settled();
      expect(late?.getAttribute('src')).toBe('https://counter.example/late');
    },
  );

  it('never gives a pixel outside the page its address unless the guard took it', async () => {
    const site = openGate([], { answers: all('granted') });
    const holder = site.page.createElement('div');
    holder.innerHTML = '<img data-consent="analytics" data-src="https://counter.example/">';
    const pixel = holder.firstElementChild as Element;
    site.gate.take(pixel);
    await site.release();
    expect(pixel.hasAttribute('src')).toBe(false);
  });

  it('loads an advanced tag before any answer, and says every answer to it', async () => {
    const log: string[] = [];
    const site = openGate([tagOf('ga', 'analytics', log, { advanced: true })]);
    await site.release();
    expect(log).toEqual(['ga before', 'ga load']);
    await site.answer({ analytics: 'granted' });
    await site.answer({ analytics: 'granted', social: 'granted' });
    await site.answer({ analytics: 'denied' });
    await site.answer({ analytics: 'denied', social: 'denied' });
    expect(log.slice(2)).toEqual(['ga update', 'ga update', 'ga stop', 'ga update']);
  });

  it('does not stop an advanced tag that never had a grant', async () => {
    const log: string[] = [];
    const site = openGate([tagOf('ga', 'analytics', log, { advanced: true })]);
    await site.release();
    await site.answer(all('denied'));
    expect(log).toEqual(['ga before', 'ga load', 'ga update']);
  });

  it.each([
    { answers: {}, calls: ['late before'] },
    { answers: { analytics: 'granted' }, calls: ['late before', 'late load'] },
  ] as { answers: Answers; calls: string[] }[])(
    'takes in a late tag by the answers in force: $answers',
    async ({ answers, calls }) => {
      const log: string[] = [];
      const site = openGate([], { answers });
      await site.release();
      site.addTag(tagOf('late', 'analytics', log));
      expect(log).toEqual(calls);
    },
  );
});

describe('createGate(): exactly once', () => {
  it('loads a tag once, however often and at once it is told to release', async () => {
    const log: string[] = [];
    const tags = ['a', 'b', 'c'].map((id) => tagOf(id, 'analytics', log, { before: undefined }));
    const site = openGate(tags, { answers: { analytics: 'granted' } });
    void site.gate.release();
    void site.gate.release();
    await site.release();
    await site.release();
    expect(log.sort()).toEqual(['a load', 'b load', 'c load']);
  });

  it('updates a tag that is granted again, and does not load it anew', async () => {
    const log: string[] = [];
    const site = openGate([tagOf('piwik', 'analytics', log, { before: undefined })]);
    for (const analytics of ['granted', 'denied', 'granted', 'denied', 'granted'] as const) {
      await site.answer({ analytics });
    }
    expect(log.map((call) => call.replace('piwik ', ''))).toEqual([
      'load',
      'stop',
      'update',
      'stop',
      'update',
    ]);
  });

  it('stops a tag once, however many answers follow', async () => {
    const log: string[] = [];
    const site = openGate([tagOf('piwik', 'analytics', log, { before: undefined })]);
    await site.answer({ analytics: 'granted' });
    await site.answer({ analytics: 'denied' });
    await site.answer({ analytics: 'denied', social: 'granted' });
    expect(log).toEqual(['piwik load', 'piwik stop']);
  });

  it('does not try again a tag whose load failed', async () => {
    const load = vi.fn(() => {
      throw new Error('no');
    });
    const site = openGate([tagOf('piwik', 'analytics', [], { load })], { answers: all('granted') });
    await site.release();
    await site.release();
    expect(load).toHaveBeenCalledOnce();
  });

  it('runs a script once, however often and at once it is told to release', async () => {
    const markup = held('far') + heldText('near') + held('parallel', 'analytics', 'async');
    const site = openGate([], { markup, answers: all('granted') });
    void site.gate.release();
    void site.gate.release();
    await site.release();
    await site.release();
    expect(site.runs.sort()).toEqual(['far', 'near', 'parallel']);
  });

  it('runs a script once that is moved while it waits', async () => {
    const site = openGate([], {
      markup: held('slow') + held('moved'),
      downloads: 'by hand',
      answers: all('granted'),
    });
    await site.release();
    site.page.body.append(site.element('moved'));
    await site.settled();
    site.finish('slow');
    await site.settled();
    site.finish('moved');
    await site.release();
    expect(site.runs).toEqual(['slow', 'moved']);
  });

  it('runs a script once that is added in the moment of a release', async () => {
    const site = openGate([], { answers: all('granted') });
    site.add(held('far'));
    site.add(heldText('near'));
    site.add(held('parallel', 'analytics', 'async'));
    await site.release();
    expect(site.runs.sort()).toEqual(['far', 'near', 'parallel']);
  });

  it('never runs a script again after a new grant', async () => {
    const site = openGate([], { markup: held('far') + heldText('near') });
    for (const analytics of ['granted', 'denied', 'granted'] as const) await site.answer({ analytics });
    expect(site.runs).toEqual(['far', 'near']);
  });
});

describe('createGate(): never after a withdrawal', () => {
  it('does not load the tags whose turn had not come', async () => {
    const log: string[] = [];
    const tags = ['a', 'b', 'c'].map((id) => tagOf(id, 'analytics', log, { before: undefined }));
    const site = openGate(tags);
    site.change({ analytics: 'granted' });
    site.change({ analytics: 'denied' });
    await site.settled();
    expect(log).toEqual(['a load', 'a stop']);
  });

  it.each(['denied', 'withdrawn'])('does not run a script whose turn had not come: %s', async (how) => {
    const site = openGate([], {
      markup: held('slow') + held('next') + heldText('last'),
      downloads: 'by hand',
    });
    await site.answer({ analytics: 'granted' });
    expect(site.runs).toEqual(['slow']);
    site.change(how === 'denied' ? { analytics: 'denied' } : {});
    site.finish('slow');
    await site.settled();
    expect(site.runs).toEqual(['slow']);
    await site.answer({ analytics: 'granted' });
    site.finish('next');
    await site.settled();
    expect(site.runs).toEqual(['slow', 'next', 'last']);
  });

  it('does not run a script that was removed before its turn', async () => {
    const site = openGate([], {
      markup: held('slow') + held('next'),
      downloads: 'by hand',
      answers: all('granted'),
    });
    await site.release();
    const next = site.element('next');
    next.remove();
    site.finish('slow');
    await site.settled();
    expect(site.runs).toEqual(['slow']);
    expect(next.hasAttribute('src')).toBe(false);
    site.page.body.append(next);
    await site.settled();
    expect(site.runs).toEqual(['slow', 'next']);
  });

  it('empties a frame, holds it again and brings it back with a new grant', async () => {
    const draw = vi.fn<DrawPlaceholder>(async () => () => {});
    const site = openGate([], { markup: frame('film'), draw });
    await site.answer({ social: 'granted' });
    await site.answer({ social: 'denied' });
    expect(site.element('film').getAttribute('src')).toBeNull();
    expect(draw).toHaveBeenCalledOnce();
    await site.answer({ social: 'granted' });
    expect(site.element('film').getAttribute('src')).toBe('https://films.example/film');
  });

  it('takes the ping of a link away again, and leaves the others theirs', async () => {
    const link = (id: string, names: string) =>
      `<a id="${id}" href="/" data-consent="${names}" data-consent-held data-ping="https://ads.example/"></a>`;
    const site = openGate([], { markup: link('ads', 'targeting') + link('films', 'social') });
    const pings = () => ['ads', 'films'].map((id) => site.element(id).hasAttribute('ping'));
    await site.release();
    expect(pings()).toEqual([false, false]);
    await site.answer(all('granted'));
    expect(pings()).toEqual([true, true]);
    site.consent.change({ answers: { ...all('granted'), targeting: 'denied' } });
    site.gate.retract();
    expect(pings()).toEqual([false, true]);
  });

  it('stops those alone that lost their grant', async () => {
    const log: string[] = [];
    const drawn: string[] = [];
    const draw: DrawPlaceholder = async ({ id }) => {
      drawn.push(id);
      return () => {};
    };
    const tags = [tagOf('piwik', 'analytics', log), tagOf('ads', 'targeting', log)];
    const site = openGate(tags, { markup: frame('film') + frame('advert', 'targeting'), draw });
    await site.answer(all('granted'));
    log.length = 0;
    await site.answer({ ...all('granted'), targeting: 'denied' });
    expect(log).toEqual(['piwik update', 'ads stop']);
    expect(drawn).toEqual(['advert']);
    expect(site.element('film').hasAttribute('src')).toBe(true);
    expect(site.element('advert').hasAttribute('src')).toBe(false);
  });

  it('does nothing more to the page after it was closed', async () => {
    const undo = vi.fn();
    const site = openGate([], {
      markup: frame('film'),
      answers: { analytics: 'granted' },
      draw: async () => undo,
    });
    await site.release();
    site.gate.close();
    site.add(held('late'));
    await site.settled();
    expect(site.runs).toEqual([]);
    expect(undo).toHaveBeenCalledOnce();
  });

  it('runs nothing more once it was closed, granted or not', async () => {
    const log: string[] = [];
    const tags = ['a', 'b'].map((id) => tagOf(id, 'analytics', log, { before: undefined }));
    const site = openGate(tags, { markup: held('far') + heldText('near') });
    site.change({ analytics: 'granted' });
    site.gate.close();
    void site.gate.release();
    await site.settled();
    expect([log, site.runs]).toEqual([['a load'], []]);
  });

  it('runs no script whose turn comes after it was closed', async () => {
    const site = openGate([], {
      markup: held('slow') + heldText('near'),
      downloads: 'by hand',
      answers: all('granted'),
    });
    await site.release();
    site.gate.close();
    site.finish('slow');
    await site.settled();
    expect(site.runs).toEqual(['slow']);
  });
});

describe('createGate(): order, and faults', () => {
  it("says every vendor's default first, whatever its answer", async () => {
    const log: string[] = [];
    const tags = [tagOf('a', 'analytics', log), tagOf('b', 'targeting', log)];
    const site = openGate(tags, { answers: { analytics: 'granted' } });
    expect(log).toEqual(['a before', 'b before']);
    await site.release();
    expect(log.slice(2)).toEqual(['a load']);
  });

  it('loads tags in their order, before what the page holds', async () => {
    const log: string[] = [];
    const seen = () => void log.push(`seen ${site.runs.length}`);
    const tags = [
      tagOf('b', 'analytics', log, { before: undefined }),
      tagOf('a', 'analytics', log, { before: undefined }),
      tagOf('last', 'analytics', log, { before: undefined, load: seen }),
    ];
    const site = openGate(tags, { markup: heldText('near'), answers: all('granted') });
    await site.release();
    expect(log).toEqual(['b load', 'a load', 'seen 0']);
    expect(site.runs).toEqual(['near']);
  });

  it('gives the main thread back between two tags', async () => {
    const log: string[] = [];
    const tags = ['a', 'b'].map((id) => tagOf(id, 'analytics', log, { before: undefined }));
    const site = openGate(tags, { answers: all('granted') });
    void site.gate.release();
    expect(log).toEqual(['a load']);
    await site.settled();
    expect(log).toEqual(['a load', 'b load']);
  });

  it.each(['load', 'error'] as const)(
    'runs scripts one after the other, after the %s of each',
    async (end) => {
      const markup = held('one') + held('two') + heldText('three') + held('four');
      const site = openGate([], { markup, downloads: 'by hand', answers: all('granted') });
      await site.release();
      expect(site.runs).toEqual(['one']);
      site.finish('one', end);
      await site.settled();
      expect(site.runs).toEqual(['one', 'two']);
      site.finish('two', end);
      await site.settled();
      expect(site.runs).toEqual(['one', 'two', 'three', 'four']);
    },
  );

  it('lets an async script wait for nobody, and nobody for it', async () => {
    const markup = held('slow') + held('next') + held('parallel', 'analytics', 'async');
    const site = openGate([], { markup, downloads: 'by hand', answers: all('granted') });
    await site.release();
    expect(site.runs).toEqual(['parallel', 'slow']);
    site.finish('slow');
    await site.settled();
    expect(site.runs).toEqual(['parallel', 'slow', 'next']);
  });

  it('lets nobody wait for a script that is released outside the page', async () => {
    const site = openGate([], { markup: held('next'), downloads: 'by hand' });
    const outside = site.page.createElement('script');
    for (const [name, value] of Object.entries({
      consent: 'analytics',
      'consent-held': '',
      src: 'https://x.example/',
    }))
      outside.setAttribute(`data-${name}`, value);
    outside.type = 'text/plain';
    site.gate.take(outside);
    await site.answer({ analytics: 'granted' });
    site.finish('next');
    await site.settled();
    expect(outside.getAttribute('src')).toBe('https://x.example/');
    site.add(held('last'));
    await site.settled();
    expect(site.runs).toEqual(['next', 'last']);
  });

  it('runs scripts in their order once the document has ended, async ones before', async () => {
    const markup = held('far') + heldText('near') + held('parallel', 'analytics', 'async');
    const site = openGate([], { markup, answers: all('granted'), loading: true });
    await site.release();
    expect(site.runs).toEqual(['parallel']);
    site.page.dispatchEvent(new Event('DOMContentLoaded'));
    await site.settled();
    expect(site.runs).toEqual(['parallel', 'far', 'near']);
  });

  it('lets a script that cannot be released stop nobody', async () => {
    const site = openGate([], { markup: held('bad') + held('good') });
    site.element('bad').removeAttribute = () => {
      throw new Error('of the page');
    };
    await site.answer({ analytics: 'granted' });
    expect(site.runs).toEqual(['good']);
    expect(await heard('of the page')).toContain('a held <script>');
  });

  it.each(moments)('lets a tag that throws in %s stop nobody', async (moment) => {
    const log: string[] = [];
    const fails = () => {
      throw new Error('of the tag');
    };
    const tags = [tagOf('bad', 'analytics', log, { [moment]: fails }), tagOf('good', 'analytics', log)];
    const site = openGate(tags, { markup: heldText('near') });
    await site.answer({ analytics: 'granted' });
    await site.answer({ analytics: 'granted', social: 'denied' });
    await site.answer({ analytics: 'denied' });
    expect(log.filter((call) => call.startsWith('good'))).toEqual(moments.map((each) => `good ${each}`));
    expect(site.runs).toEqual(['near']);
    expect(await heard(`Tag "bad" failed in ${moment}()`)).toContain('of the tag');
  });

  it('keeps every other attribute of what it releases', async () => {
    const rest = 'nonce="n" integrity="sha384-x" crossorigin="anonymous" data-own="1" onload="x()"';
    const site = openGate([], { markup: held('far', 'analytics', rest), answers: all('granted') });
    await site.release();
    const script = site.element('far');
    expect(script.getAttribute('src')).toBe('https://vendor.example/far.js');
    for (const [, name = '', value] of rest.matchAll(/([\w-]+)="([^"]*)"/g)) {
      expect(script.getAttribute(name)).toBe(value);
    }
  });
});
