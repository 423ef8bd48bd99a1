/** Runs in the measured page before everything else, and puts what the benchmark asks there into `window.bench`. */
export function watch() {
  // Only one frame is measured, and pages hold no others.
  const paints = { largest: undefined };
  const tasks = [];
  const events = [];
  let clickedAt = 0;
  let ran = 0;
  let total = 0;
  let firstRun = 0;
  let allRun;
  const lastRun = new Promise((done) => {
    allRun = done;
  });

  const observe = (options, each) => {
    new PerformanceObserver((list) => list.getEntries().forEach(each)).observe({
      buffered: true,
      ...options,
    });
  };
  observe({ type: 'largest-contentful-paint' }, (entry) => {
    paints.largest = entry.startTime;
  });
  observe({ type: 'longtask' }, (entry) => tasks.push(entry));
  observe({ type: 'event', durationThreshold: 16 }, (entry) => events.push(entry));

  const box = () =>
    document.querySelector('assent-ui')?.shadowRoot?.querySelector('[part~="banner"]') ??
    document.querySelector('#plain, #cc-main .cm');
  const inDialog = (selector) =>
    document.querySelector('assent-ui')?.shadowRoot?.querySelector(`dialog ${selector}`);
  const shown = (element) =>
    Boolean(element?.checkVisibility({ visibilityProperty: true, opacityProperty: true }));

  // What a visitor waits for after a click.
  const ends = {
    gone: () => !shown(box()),
    // Peer: its second layer is there, with its lists folded like ours.
    dialog: () => shown(inDialog('[part=save]') ?? document.querySelector('#cc-main .pm')),
    list: () => shown(inDialog('li')),
  };

  /** Waits for a frame in which `seen` is true as it begins, and gives the time after it was painted. */
  const frame = (seen) =>
    new Promise((done) => {
      const look = () => {
        if (!seen()) requestAnimationFrame(look);
        // The next task after a frame's callbacks comes after its style, layout and paint.
        else scheduler.postTask(() => done(performance.now()), { priority: 'user-blocking' });
      };
      requestAnimationFrame(look);
    });

  const idle = async () => {
    if (document.readyState !== 'complete')
      await new Promise((done) => addEventListener('load', done, { once: true }));
    // Observers are told some frames late.
    for (let turn = 0; turn < 3; turn += 1) {
      await new Promise((done) => setTimeout(done, 50));
      await new Promise((done) => requestIdleCallback(done));
    }
  };

  window.bench = {
    bannerVisible: frame(() => shown(box())),

    async paints() {
      await idle();
      const [navigation] = performance.getEntriesByType('navigation');
      const [firstPaint] = performance.getEntriesByName('first-contentful-paint');
      return {
        firstPaint: firstPaint.startTime,
        largestPaint: paints.largest,
        load: navigation.loadEventStart,
      };
    },

    /** When the requests for the first and the last of this many tags left. */
    tags: (count) =>
      new Promise((done) => {
        const times = [];
        observe({ type: 'resource' }, ({ name, startTime }) => {
          if (name.startsWith('https:')) times.push(startTime);
          if (times.length === count) done({ firstTag: Math.min(...times), lastTag: Math.max(...times) });
        });
      }),

    /** What 10,000 calls cost that no vendor has a part in: elements made and given an address, requests asked for. */
    async calls() {
      await idle();
      const count = 10_000;
      const time = async (each) => {
        const start = performance.now();
        const asked = [];
        for (let at = 0; at < count; at += 1) asked.push(each(at));
        await Promise.all(asked);
        return performance.now() - start;
      };
      const made = () => document.createElement('script');
      const element = (at) => {
        const script = document.createElement('script');
        script.setAttribute('data-at', at);
        script.src = '/own.js';
      };
      // The browser's first thousand calls of anything are slower than the rest.
      await time(made);
      await time(element);
      return {
        made: await time(made),
        elements: await time(element),
        // An address that needs no network, so that the call itself is what is measured.
        requests: await time(() => fetch('data:,')),
      };
    },

    async watchClick(end) {
      await idle();
      events.length = 0;
      total = document.querySelectorAll('script[type="text/plain"]').length;
      window.bench.clicked = new Promise((done) => {
        const onClick = async ({ timeStamp }) => {
          clickedAt = timeStamp;
          const seen = (await frame(ends[end])) - timeStamp;
          await idle();
          const durations = events.filter((entry) => entry.interactionId).map((entry) => entry.duration);
          done({ [end]: seen, event: Math.max(16, ...durations) });
        };
        addEventListener('click', onClick, { capture: true, once: true });
      });
    },

    /** What every held script calls. */
    ran() {
      ran += 1;
      if (ran === 1) firstRun = performance.now();
      if (ran === total) allRun(performance.now());
    },

    async released() {
      const end = await lastRun;
      await idle();
      const during = tasks.filter(
        (task) => task.startTime < end && task.startTime + task.duration > clickedAt,
      );
      return {
        total: end - clickedAt,
        each: (end - firstRun) / (total - 1),
        longest: Math.max(0, ...during.map((task) => task.duration)),
      };
    },
  };
}
