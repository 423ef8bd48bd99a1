/** A page on which vendors ask: the stand-ins, then what speaks, and everything that vendors were told. */
import { vi } from 'vitest';
import { createAnswering, type Visit } from '../../src/consent.ts';
import * as iab from '../../src/iab/speak.ts';
import { type Callback, standIn } from '../../src/iab-stand-in.ts';
import type { Settings } from '../../src/options.ts';
import { regimeFor } from '../../src/regimes/index.ts';
import type { Answers } from '../../src/types.ts';
import { openDocument } from '../document.ts';
import { decisionOf, settingsOf, visitOf } from '../visit.ts';

type Api = (...asked: unknown[]) => unknown;
export interface Ping {
  cmpStatus: string;
  cmpDisplayStatus: string;
  signalStatus: string;
  cmpId: number;
  gppString: string;
  sectionList: number[];
  applicableSections: number[];
  supportedAPIs: string[];
  parsedSections: Record<string, unknown[]>;
}
export interface Told {
  eventName: string;
  listenerId: number;
  data: unknown;
  pingData: Ping;
}

export function openVendors(
  { region = 'US', ...visit }: Partial<Visit> = {},
  settings: Partial<Settings> = { iab: true, policy: '/privacy' },
) {
  const { page, turn } = openDocument();
  const window = globalThis.window as unknown as Record<'__gpp' | '__uspapi', Api | undefined>;
  vi.stubGlobal('addEventListener', globalThis.window.addEventListener.bind(globalThis.window));
  vi.stubGlobal('removeEventListener', globalThis.window.removeEventListener.bind(globalThis.window));
  vi.stubGlobal('reportError', vi.fn());

  const given = settingsOf(settings);
  const consent = createAnswering(visitOf({ region, regime: regimeFor(region), settings: given, ...visit }));

  return {
    page,
    turn,
    window,
    consent,
    /** Puts the stand-ins up. What speaks comes when `load` says so, at once if there is none. */
    start(load: (take: (loaded: typeof iab) => void) => void = (take) => take(iab)) {
      const strings = standIn(load);
      return { follow: () => strings.follow(consent, given), destroy: strings.destroy };
    },
    /** What `__gpp` or `__uspapi` calls back with, at once or not at all. */
    asks(command: string, parameter?: unknown): [data: unknown, success: boolean][] {
      const heard: [unknown, boolean][] = [];
      const callback: Callback = (data, success) => heard.push([data, success]);
      window.__gpp?.(command, callback, parameter);
      return heard;
    },
    pings: () => ping(window.__gpp),
    usp(command = 'getUSPData', version: unknown = 1): unknown[] {
      const heard: unknown[] = [];
      window.__uspapi?.(command, version, (data: unknown, success: boolean) => heard.push(data, success));
      return heard;
    },
    /** Listens, and keeps what it is told as it is then. */
    listens() {
      const told: Told[] = [];
      window.__gpp?.('addEventListener', (event: Told) => told.push(structuredClone(event)));
      return {
        told,
        /** `event: data`, one after the other. */
        lines: () => told.map(({ eventName, data }) => `${eventName}: ${data}`),
      };
    },
    answers: (answers: Answers) => consent.change({ answers, decision: decisionOf({ answers }) }),
  };
}

function ping(gpp: Api | undefined): Ping {
  let heard: Ping | undefined;
  gpp?.('ping', (data: Ping) => {
    heard = data;
  });
  if (!heard) throw new Error('Nobody answered the ping.');
  return heard;
}
