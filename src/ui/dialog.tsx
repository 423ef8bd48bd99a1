/**
 * The second layer: every category with its switch, its vendors and their cookies; the opt-out; the decision and
 * its copy. It knows nothing a site could not know: all it does goes through the public `Consent`.
 */
import { h, render } from 'preact';
import type { Surroundings } from '../ask.ts';
import type { Answer, Receipt } from '../types.ts';
import baseCss from './base.css';
import { Category } from './category.tsx';
import { broughtPurposes, tongues } from './cookies.tsx';
import dialogCss from './dialog.css';
import * as english from './dialog-words.ts';
import { createDraft, type Draft } from './draft.ts';
import { honored, wordsFor } from './honored.ts';
import { adopt } from './style.ts';
import { language, linked, speaker } from './text.ts';

export function draw(root: ShadowRoot, around: Surroundings): () => void {
  adopt(root, baseCss);
  adopt(root, dialogCss);
  const place = document.createElement('div');
  root.append(place);
  broughtPurposes(around);
  const draft = createDraft(around);
  const rest = draft.follow(() => render(<Dialog draft={draft} around={around} />, place));
  const dialog = place.querySelector('dialog');
  dialog?.showModal();
  const undo = () => {
    watch.disconnect();
    draft.stop();
    rest();
    // Closing, not just removing, gives focus back to where it came from (HTML, "close the dialog").
    dialog?.close();
    render(null, place);
    place.remove();
  };
  // A content blocker may hide us, now or later. A modal dialog that nobody sees still locks the page (HTML,
  // "blocked by a modal dialog").
  const isSeen = () => dialog?.checkVisibility({ visibilityProperty: true });
  const watch = new ResizeObserver(() => isSeen() || around.consent.close());
  if (!isSeen()) {
    undo();
    throw new Error('hidden by a stylesheet');
  }
  watch.observe(dialog as Element);
  return undo;
}

function Dialog({ draft, around }: { draft: Draft; around: Surroundings }) {
  const { consent, settings, texts } = around;
  const t = speaker(texts, english);
  const { model, decision, granted } = draft.now.value;
  const refused = honored(draft.now.value, settings);
  // Nothing is left to opt out of: the button stays where a visitor looks for it, and says the same once more.
  const done = refused && !refused.of[0];

  const answerAll = (answer: Answer) => () => {
    // Under the signal, or after an opt-out, "all" is all the rest: sale or share has its own switch, which asks once
    // more (11 CCR 7025(c)(3), 7028(a)).
    const names = settings.categories.filter((name) => answer === 'denied' || !draft.noticeFor(name));
    finish(Object.fromEntries(names.map((name) => [name, answer])));
  };
  const finish = (answers: Record<string, Answer>) => {
    consent.decide(answers, { by: 'dialog' });
    consent.close();
    around.say(t('saved'));
  };
  const onOptOut = () => {
    consent.optOut();
    draft.message.value = t('optedOut');
  };
  const onWithdraw = () => {
    consent.decide(Object.fromEntries(settings.categories.map((name) => [name, 'denied'])), { by: 'dialog' });
    draft.message.value = t('withdrawn');
  };

  return (
    <dialog
      class="assent dialog"
      part="dialog"
      aria-labelledby="choices"
      data-theme={settings.ui.theme}
      onCancel={(event) => {
        event.preventDefault();
        consent.close();
      }}
      {...language(texts)}
    >
      <div class="head">
        {/* A modal with much to read starts at its heading (APG, Dialog). */}
        <h2 id="choices" tabIndex={-1} autofocus>
          {t('dialogTitle')}
        </h2>
        <button
          type="button"
          class="close"
          part="close"
          aria-label={t('close')}
          onClick={() => consent.close()}
        >
          <svg viewBox="0 0 16 16" aria-hidden="true">
            <path d="m3 3 10 10M13 3 3 13" />
          </svg>
        </button>
      </div>
      <div class="body">
        <p>
          {linked(t('dialogText'))} {settings.policy && <a href={settings.policy}>{t('policy')}</a>}
        </p>
        {texts.finePrint && <p class="fine">{linked(texts.finePrint)}</p>}
        {refused?.key === 'gpcHonored' && (
          <p id="honored" class="notice">
            {t('gpcHonored')}
          </p>
        )}
        <p id="said" class="notice" part="status" role="status">
          {draft.message.value || (refused?.key === 'optedOut' && wordsFor(refused, t, texts))}
        </p>
        {model === 'opt-out' && (
          <div class="opt-out">
            <button
              type="button"
              class={done ? 'done' : undefined}
              part="opt-out"
              aria-describedby={done ? 'honored said' : undefined}
              onClick={onOptOut}
            >
              {t('optOut')}
            </button>
            {!done && <p>{t('optOutText')}</p>}
          </div>
        )}
        <fieldset aria-labelledby="choices">
          {settings.categories.map((name) => (
            <Category key={name} name={name} draft={draft} around={around} t={t} />
          ))}
        </fieldset>
        {decision && (
          <div class="record">
            {/* A signal is no act in the dialog: whoever sent it has decided nothing here, on no day. */}
            {decision.by !== 'gpc' && <p>{t('decidedOn', { date: day(decision.at, tongues(texts)) })}</p>}
            <button type="button" onClick={() => download(consent.receipt())}>
              {t('receipt')}
            </button>
            {/* Only what was given can be withdrawn: elsewhere nobody was asked. */}
            {model === 'opt-in' && granted.length > 1 && (
              <button type="button" onClick={onWithdraw}>
                {t('withdraw')}
              </button>
            )}
          </div>
        )}
      </div>
      <div class="foot">
        <button type="button" class="answer" part="accept" onClick={answerAll('granted')}>
          {t('accept')}
        </button>
        <button type="button" class="answer" part="reject" onClick={answerAll('denied')}>
          {t('reject')}
        </button>
        <button type="button" part="save" onClick={() => finish(draft.answers())}>
          {t('save')}
        </button>
      </div>
    </dialog>
  );
}

function day(at: string, locales: string[]): string {
  return new Intl.DateTimeFormat(locales, { dateStyle: 'long' }).format(new Date(at));
}

/** Hands the visitor their copy as a file; it goes nowhere else. */
function download(copy: Receipt | null): void {
  const link = document.createElement('a');
  // As it is, whatever `toJSON` the page has put on its prototypes.
  const text = JSON.stringify(copy, untouched, 2);
  link.href = `data:application/json,${encodeURIComponent(text)}`;
  link.download = 'consent-receipt.json';
  link.click();
}

function untouched(this: Readonly<Record<string, unknown>>, key: string): unknown {
  return this[key];
}
