/** One category: its switch, what it means, and who is behind it. */
import { h } from 'preact';
import type { Surroundings } from '../ask.ts';
import type { Category as Name } from '../types.ts';
import { Cookies } from './cookies.tsx';
import type { Draft } from './draft.ts';
import type { Words } from './text.ts';

export interface CategoryProps {
  name: Name;
  draft: Draft;
  around: Surroundings;
  t: Words;
}

export function Category({ name, draft, around, t }: CategoryProps) {
  const fixed = name === 'essential';
  const refused =
    draft.now.value.gpc &&
    around.settings.gpc.override === false &&
    around.settings.saleOrShare.includes(name);
  const notice = draft.conflict.value === name && !draft.isOn(name) && draft.noticeFor(name);
  const onInput = (event: Event) => {
    const box = event.currentTarget as HTMLInputElement;
    if (!draft.turn(name, box.checked)) box.checked = false;
  };
  return (
    <div class="category" part="category">
      <label class="row">
        <span class="name" id={`${name}-name`}>
          {t(`${name}Title`)}
        </span>
        {fixed && <span class="soft">{t('alwaysOn')}</span>}
        {/* A native checkbox states "checked" by itself: no aria-checked beside it (ARIA in HTML). */}
        <input
          type="checkbox"
          role="switch"
          part="switch"
          name={name}
          checked={draft.isOn(name)}
          disabled={fixed || refused}
          aria-labelledby={`${name}-name`}
          aria-describedby={`${name}-text ${name}-conflict`}
          onInput={onInput}
        />
      </label>
      <p id={`${name}-text`}>{t(`${name}Text`)}</p>
      <p id={`${name}-conflict`} class="conflict" role="status">
        {notice ? t(notice) : ''}
      </p>
      <Cookies category={name} around={around} t={t} />
    </div>
  );
}
