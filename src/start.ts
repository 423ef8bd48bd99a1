/**
 * A visit, in order: page loads → browser signals and stored decision → regime → gate → ask → record → release →
 * withdraw. Knows the order and nothing else; each step has its own file.
 */
import { createActions, followAddress } from './actions.ts';
import { createAsk, type Door } from './ask.ts';
import { announce, createAnswering, type Listed, type Visit } from './consent.ts';
import { createActs } from './decide.ts';
import { extras } from './extras.ts';
import { createGate, painted } from './gate.ts';
import { createLinks } from './links.ts';
import { createNotes } from './note.ts';
import { readOptions, usable } from './options.ts';
import { hearOtherPages, whenSeen } from './page-states.ts';
import { makeReceipt } from './record.ts';
import { regimeFor, regimeOf } from './regimes/index.ts';
import { knowRegion } from './region.ts';
import { gpc } from './signals/gpc.ts';
import type { Consent, Options, Receipt, Tag } from './types.ts';
import { warn } from './warn.ts';
import { createWithdrawal } from './withdraw.ts';

/** The page's Consent, until it is destroyed. */
export let running: Consent | undefined;

export function begin(options: Options, door: Door): Consent {
  if (running) {
    warn('started');
    return running;
  }
  const settings = readOptions(options);
  const tags: (Tag & Listed)[] = usable(settings.tags, settings.categories);
  // Before any vendor's tag could ask.
  const iab = settings.iab ? door.iab?.() : undefined;
  const vendors = new Map<string, Listed>();
  for (const vendor of [...usable(settings.vendors, settings.categories), ...tags])
    vendors.set(vendor.id, vendor);

  // Until the region is known the strictest regime holds, and no decision is in force.
  const region = 'unknown';
  const regime = regimeFor(region);
  const visit = { settings, vendors, region, regime, gpc: gpc(navigator), decision: null, answers: {} };
  const consent = createAnswering(
    visit,
    () => gpc(navigator),
    () => acts.late(),
  );
  const copyOf = (now: Visit) => makeReceipt(now, settings, ask.language);
  const note = createNotes(settings, door.account);
  const acts = createActs(consent, settings, (visit) =>
    note({ receipt: copyOf(visit) as Receipt, before: consent.state, texts: settings.texts }),
  );

  // What is kept of a Consent that has been destroyed does nothing any more.
  const alive =
    <Given extends unknown[]>(act: (...given: Given) => void) =>
    (...given: Given): void => {
      if (running === site) act(...given);
    };
  const site: Consent = {
    get state() {
      return consent.state;
    },
    allows: consent.allows,
    when: consent.when,
    onChange: consent.onChange,
    decide: alive(acts.decide),
    grant: alive(acts.grant),
    deny: alive(acts.deny),
    withdraw: alive(acts.withdraw),
    optOut: alive(() => {
      acts.optOut();
      ask.say();
    }),
    forget: alive(() => {
      acts.forget();
      recall(consent.state.region);
    }),
    open: alive((surface = 'dialog') => void ask.open(surface)),
    close: alive(() => ask.close()),
    receipt: () => copyOf(consent.visit),
    add: alive((late) => {
      for (const tag of usable([late], settings.categories)) {
        // Two tags of one name would load one vendor twice.
        if (tags.some(({ id, awaited }) => id === tag.id && !awaited)) {
          warn('id', tag.id);
          continue;
        }
        vendors.set(tag.id, tag);
        tags.push(tag);
        gate.add(tag);
        // Its name has an answer now: what is held for it, and a dialog that lists it, look again.
        consent.change({});
      }
    }),
    destroy: alive(() => {
      running = undefined;
      iab?.destroy();
      gate.close();
      guard?.destroy();
      ask.destroy();
      for (const stop of stops) stop();
    }),
  };
  running = site;

  const ask = createAsk(consent, site, settings, door);
  const gate = createGate(consent, tags, ask.placeholder);
  const guard = (door.guard ?? extras.guard)?.();
  const known = settings.guard && guard ? guard.vendors : [];
  const withdrawal = createWithdrawal(consent, () => [...known, ...vendors.values()]);
  const stops = [createActions(site, () => ask.open('dialog')), withdrawal.close];
  extras.seam = { consent: site, settings, vendors, stops };
  extras.debug?.(extras.seam);
  gate.open();
  if (settings.guard) guard?.follow(consent, gate.take);
  else guard?.destroy(gate.take);

  function recall(place: string): void {
    acts.arrive({ region: place, regime: regimeOf(settings.regime, place), gpc: gpc(navigator) });
  }

  const arrive = alive((place: string) => {
    recall(place);
    // Tags may read the strings once, as they load.
    iab?.follow(consent, settings);
    withdrawal.follow();
    gate.release();
    consent.onChange((now) => {
      if (running !== site) return;
      ask.settle();
      gate.retract();
      // Without a record the next page would be as this one was, and reload for ever.
      if (withdrawal.follow() && settings.onWithdraw === 'reload' && acts.lasts) location.reload();
      // The visitor sees the answer taken before anything runs because of it.
      else painted().then(gate.release);
      announce('change', now);
    });
    stops.push(hearOtherPages(settings.cookie.name, acts.reread), createLinks(ask.links));
    ask.settle();
    followAddress(site);
    note();
    // Once the door has handed out its result.
    queueMicrotask(() => announce('ready', consent.state));
  });
  whenSeen(() => knowRegion(settings.region, arrive));
  return site;
}
