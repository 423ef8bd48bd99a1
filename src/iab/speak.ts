/**
 * Says the visitor's answers in the IAB's own words, for vendors that ask there: `__gpp` and the older `__uspapi`, in
 * this page and across frames. It follows every change and gates nothing. `__tcfapi` is never defined.
 */
import type { Answering } from '../consent.ts';
import type { Api, Callback, StandIns } from '../iab-stand-in.ts';
import type { Settings } from '../options.ts';
import type { IabOptions } from '../types.ts';
import type { warn } from '../warn.ts';
import { type Ask, answerFrames } from './frames.ts';
import { type Before, call, createGpp, type GppListener, type Moment } from './gpp.ts';
import { supportedBy } from './sections.ts';
import { writeStrings } from './strings.ts';

type Asked = ArrayLike<unknown>;
interface Page {
  /** A stand-in that a site has pasted keeps its questions and listeners where the specification's own does. */
  __gpp?: Api & { queue?: unknown; events?: unknown; lastId?: unknown };
  __uspapi?: Api;
}

const known: Readonly<Record<keyof IabOptions, readonly unknown[]>> = {
  sections: ['national', 'state'],
  notices: [true, false],
  mspa: ['opt-out', 'service-provider'],
};

/** Takes over from the stand-ins, and gives its own undo. `tell` is the door's way to the console. */
export function speak(
  { own, queue, locators, asked, leave }: StandIns,
  tell: typeof warn,
  consent: Answering,
  settings: Settings,
): () => void {
  const page = window as Page;
  const options = readIab(settings, tell);
  const strange = page.__uspapi === own.__uspapi ? !isStandIn(page.__gpp) && '__gpp' : '__uspapi';
  // Two tools would tell two stories.
  if (strange) tell('iabTwice', strange);
  if (strange || !options) {
    leave();
    return () => {};
  }

  const look = (): Moment => {
    const { state } = consent;
    return {
      strings: writeStrings(state, consent.visit, settings, options),
      visible: state.surface !== 'none',
      decided: state.model !== 'opt-in' || !state.undecided,
    };
  };
  const { listeners, lastId, questions } = keptBy(queue, page.__gpp);
  const { gpp, update, begin, end } = createGpp(look(), { listeners, lastId }, supportedBy(options));
  const usp: Api = (command, version, callback) => {
    const fits = command === 'getUSPData' && version === 1;
    const data = fits ? { version: 1, uspString: look().strings.usp } : null;
    if (typeof callback === 'function') call(callback as Callback, data, fits);
  };
  page.__gpp = gpp;
  page.__uspapi = usp;
  begin();
  for (const asked of questions) {
    // The older one has its callback in the third place.
    (typeof asked[1] === 'function' ? gpp : usp)(...Array.from(asked));
  }

  const until = new AbortController();
  const follow = () => update(look());
  for (const name of ['assent:show', 'assent:hide']) document.addEventListener(name, follow, until);
  const before = asked();
  const answer = (name: string, ask: Ask) => {
    // Whoever else has put such a frame there answers already: two answers to one question would be one too many.
    const found = document.querySelectorAll<HTMLIFrameElement>(`iframe[name="${name}Locator"]`);
    return [...found].every((frame) => locators.includes(frame)) ? answerFrames(name, before, ask) : () => {};
  };
  const undone = [
    consent.onChange(follow),
    answer('__gpp', ({ command, parameter }, reply) => gpp(command, reply, parameter)),
    answer('__uspapi', ({ command, version }, reply) => usp(command, version, reply)),
    leave,
  ];
  return () => {
    until.abort();
    end();
    for (const undo of undone) undo();
    if (page.__gpp === gpp) delete page.__gpp;
    if (page.__uspapi === usp) delete page.__uspapi;
  };
}

/**
 * Tells who listens already, and which questions are open. Our stand-in has answered the rest itself; one that the site
 * has pasted (`theirs`) says so in its own properties.
 */
function keptBy(queue: StandIns['queue'], theirs: Page['__gpp']): Before & { questions: readonly Asked[] } {
  const removed = new Set(
    queue.filter(([command]) => command === 'removeEventListener').map(([, , id]) => id),
  );
  const listeners = queue
    .map(([command, callback], at) => ({ command, callback: callback as Callback, id: at + 1 }))
    .filter(({ command, id }) => command === 'addEventListener' && !removed.has(id));
  const open = queue.filter(
    ([command, callback]) => typeof callback !== 'function' || /\./.test(String(command)),
  );
  const listed = <Item>(items: unknown): Item[] => (Array.isArray(items) ? items : []);
  return {
    listeners: [...listeners, ...listed<GppListener>(theirs?.events)],
    lastId: Math.max(queue.length, Number(theirs?.lastId) || 0),
    questions: [...open, ...listed<Asked>(theirs?.queue)],
  };
}

/** A site may have pasted a stand-in of its own, or a vendor; whatever else answers is a tool. */
function isStandIn(gpp: Api | undefined): boolean {
  let status: unknown;
  try {
    gpp?.('ping', (data: unknown) => {
      status = Object(data).cmpStatus;
    });
  } catch {}
  return status === 'stub';
}

/** The option with its defaults, or nothing where it cannot be meant. */
function readIab({ iab, policy }: Settings, tell: typeof warn): IabOptions | undefined {
  if (iab !== true && iab?.constructor !== Object) {
    tell('option', 'iab', JSON.stringify(iab));
    return undefined;
  }
  const given = iab === true ? {} : (iab as Readonly<Record<string, unknown>>);
  const fitting = Object.entries(known).flatMap(([name, values]) => {
    const value = given[name];
    if (value === undefined || values.includes(value)) return [[name, value]];
    tell('option', `iab.${name}`, JSON.stringify(value));
    return [];
  });
  const said = Object.fromEntries(fitting.filter(([, value]) => value !== undefined));
  // We know of no other place where the notices would stand.
  return { notices: Boolean(policy), ...said };
}
