// Fills the gallery and the theming page with framed pages, and scales each to its place. The frames are sandboxed, so
// that they keep no record: every look at this page is a first visit.

(() => {
  const heights = { 360: 740, 768: 900, 1280: 800 };

  function framed(title, knobs, width) {
    const figure = document.createElement('figure');
    figure.className = 'framed';
    const pane = document.createElement('div');
    pane.className = 'window';
    const frame = document.createElement('iframe');
    frame.title = title;
    frame.loading = 'lazy';
    frame.sandbox = 'allow-scripts';
    frame.src = `/frame.html?${new URLSearchParams(knobs)}`;
    pane.append(frame);
    const caption = document.createElement('figcaption');
    caption.textContent = title;
    figure.append(pane, caption);

    const scaleDown = () => {
      const height = heights[width];
      const scale = pane.clientWidth / width;
      frame.style.cssText = `width:${width}px;height:${height}px;transform:scale(${scale})`;
      pane.style.height = `${height * scale}px`;
    };
    new ResizeObserver(scaleDown).observe(figure);
    figure.addEventListener('widen', ({ detail }) => {
      width = detail;
      scaleDown();
    });
    return figure;
  }

  const gallery = document.querySelector('#gallery');
  if (gallery) {
    const shelf = (title, frames) => {
      const section = document.createElement('section');
      section.className = 'shelf';
      const heading = document.createElement('h2');
      heading.textContent = title;
      const grid = document.createElement('div');
      grid.className = 'frames';
      grid.append(...frames.map(([name, knobs]) => framed(name, knobs, 1280)));
      section.append(heading, grid);
      gallery.append(section);
    };
    const themes = ['light', 'dark', 'auto'];
    for (const position of ['bottom', 'corner', 'center']) {
      shelf(
        `Banner: ${position}`,
        themes.map((theme) => [`${position}, ${theme}`, { position, theme }]),
      );
    }
    shelf(
      'Dialog',
      themes.map((theme) => [`dialog, ${theme}`, { theme, show: 'dialog' }]),
    );
    shelf('Right to left, and long words', [
      ['banner, Arabic', { locale: 'ar', theme: 'light' }],
      ['dialog, Arabic', { locale: 'ar', theme: 'dark', show: 'dialog' }],
      ['banner, German', { locale: 'de', theme: 'light' }],
      ['dialog, German', { locale: 'de', theme: 'light', show: 'dialog' }],
      ['banner in the corner, Finnish', { locale: 'fi', theme: 'dark', position: 'corner' }],
      ['dialog, Finnish', { locale: 'fi', theme: 'dark', show: 'dialog' }],
    ]);
    shelf('And', [
      [
        'fine print with links',
        { fine: 'Kettlefell Ltd, Keswick. [Imprint](/privacy.html)', theme: 'light' },
      ],
      ['California: no banner, a floating settings button', { region: 'US-CA', button: 1, theme: 'light' }],
      ['California: the dialog', { region: 'US-CA', show: 'dialog', theme: 'dark' }],
    ]);
    const widen = (width) => {
      gallery.style.setProperty('--least', width === 360 ? '15rem' : '22rem');
      for (const figure of gallery.querySelectorAll('.framed'))
        figure.dispatchEvent(new CustomEvent('widen', { detail: width }));
    };
    document.querySelector('.widths').addEventListener('change', ({ target }) => widen(Number(target.value)));
  }

  // The theming page shows each brand's rule as it stands in brands.css.
  const brands = document.querySelector('.brands');
  if (brands) {
    const sheet = [...document.styleSheets].find(({ href }) => href?.endsWith('/brands.css'));
    for (const rule of sheet.cssRules) {
      const brand = /data-brand="(\w+)"/.exec(rule.selectorText)?.[1];
      if (!brand) continue;
      const section = document.createElement('section');
      section.className = 'brand-pair';
      const heading = document.createElement('h2');
      heading.textContent = brand;
      const listing = document.createElement('pre');
      listing.tabIndex = 0;
      listing.setAttribute('aria-label', `Properties of ${brand}`);
      const lines = [...rule.style].map((name) => `  ${name}: ${rule.style.getPropertyValue(name).trim()};`);
      listing.textContent = `:root {\n${lines.join('\n')}\n}`;
      const position = brands.dataset[brand] ?? 'bottom';
      section.append(heading, framed(`${brand}, ${position}`, { brand, position }, 768), listing);
      brands.append(section);
    }
  }
})();
