/**
 * Lets the page scroll as far as a box of ours is high, so that what has focus can always be seen (WCAG 2.2, 2.4.11).
 * The room is below the page's end: nothing moves. It looks when the box changes its size, never while scrolling.
 */
export function makeRoom(box: HTMLElement): () => void {
  const page = document.documentElement;
  const sheet = new CSSStyleSheet();
  let given = 0;
  const watch = new ResizeObserver(() => {
    // All below its top, wherever it stands; a box that is not shown needs none.
    const room = box.offsetHeight && Math.ceil(innerHeight - box.getBoundingClientRect().top + 20);
    // A page that fits the window has no scroll bar: one that came with the room would push it aside.
    const bar = page.scrollHeight - given > innerHeight ? '' : 'scrollbar-width:none;';
    given = room;
    sheet.replaceSync(
      room
        ? `html{${bar}--assent-room:${room}px;scroll-padding-bottom:${room}px!important}html::after{all:initial;content:"";display:block;height:${room}px}`
        : '',
    );
  });
  watch.observe(box);
  document.adoptedStyleSheets.push(sheet);
  return () => {
    watch.disconnect();
    document.adoptedStyleSheets = document.adoptedStyleSheets.filter((other) => other !== sheet);
  };
}
