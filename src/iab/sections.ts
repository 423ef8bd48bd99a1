/**
 * The IAB's sections for the United States, one row each: the national one, and those of states that have one. A row
 * holds what differs; a new state is a new row. Maryland, Indiana, Kentucky and Rhode Island (24 to 27) are not here:
 * the layout of theirs is still under consultation, so the national section stands in.
 */
import type { IabOptions } from '../types.ts';
import type { Segment } from './encode.ts';

/** What the fields say. */
export interface Facts {
  /** Whether notice of the processing, and of the right to opt out, was given. */
  readonly notices: boolean;
  readonly optedOut: boolean;
  readonly gpc: boolean;
  /** Known to be under 16. */
  readonly minor: boolean;
  /** The mode in which the site goes by the MSPA, where it has signed it. */
  readonly mspa?: IabOptions['mspa'];
}

interface Row {
  readonly id: number;
  readonly version?: number;
  /** The notices, in their order. What is not in `said` below stays "not applicable". */
  readonly notices: string;
  readonly optOuts: string;
  /** How many kinds of sensitive data the law names. */
  readonly sensitive: number;
  /** Whose consent is asked, by age: a child under 13, a teen under 16, an older one under 18. */
  readonly ages: string;
  /** The consent to further processing, where there is a field for it. */
  readonly further?: string;
  /** Whether the section has a segment for Global Privacy Control. */
  readonly gpc?: boolean;
}

const advertising = 'SaleOptOutNotice TargetedAdvertisingOptOutNotice';
const sharing = `SharingNotice ${advertising}`;
const processing = `ProcessingNotice ${advertising}`;
const optOuts = 'SaleOptOut TargetedAdvertisingOptOut';
const further = 'AdditionalDataProcessingConsent';

/** By the prefix that `__gpp` knows them by. */
const rows: Readonly<Record<string, Row>> = {
  usnat: {
    id: 7,
    version: 2,
    notices:
      'SharingNotice SaleOptOutNotice SharingOptOutNotice TargetedAdvertisingOptOutNotice ' +
      'SensitiveDataProcessingOptOutNotice SensitiveDataLimitUseNotice',
    optOuts: 'SaleOptOut SharingOptOut TargetedAdvertisingOptOut',
    sensitive: 16,
    ages: 'teen child older',
    further: 'PersonalDataConsents',
    gpc: true,
  },
  usca: {
    id: 8,
    notices: 'SaleOptOutNotice SharingOptOutNotice SensitiveDataLimitUseNotice',
    optOuts: 'SaleOptOut SharingOptOut',
    sensitive: 9,
    // Under 16 there: to sell, and to share (Civ. Code 1798.120(c)).
    ages: 'teen teen',
    further: 'PersonalDataConsents',
    gpc: true,
  },
  usva: { id: 9, notices: sharing, optOuts, sensitive: 8, ages: 'child' },
  usco: { id: 10, notices: sharing, optOuts, sensitive: 7, ages: 'child', gpc: true },
  usut: {
    id: 11,
    notices: `${sharing} SensitiveDataProcessingOptOutNotice`,
    optOuts,
    sensitive: 8,
    ages: 'child',
  },
  usct: { id: 12, notices: sharing, optOuts, sensitive: 8, ages: 'child teen teen', gpc: true },
  usfl: { id: 13, notices: processing, optOuts, sensitive: 8, ages: 'child teen older', further },
  usmt: { id: 14, notices: sharing, optOuts, sensitive: 8, ages: 'child teen teen', further, gpc: true },
  usor: { id: 15, notices: processing, optOuts, sensitive: 11, ages: 'child teen teen', further, gpc: true },
  ustx: { id: 16, notices: processing, optOuts, sensitive: 8, ages: 'child', further, gpc: true },
  usde: {
    id: 17,
    notices: processing,
    optOuts,
    sensitive: 9,
    ages: 'child teen teen older older',
    further,
    gpc: true,
  },
  usia: {
    id: 18,
    notices: `${processing} SensitiveDataOptOutNotice`,
    optOuts,
    sensitive: 8,
    ages: 'child',
    gpc: true,
  },
  usne: { id: 19, notices: processing, optOuts, sensitive: 8, ages: 'child', further, gpc: true },
  usnh: { id: 20, notices: processing, optOuts, sensitive: 8, ages: 'child teen teen', further, gpc: true },
  usnj: {
    id: 21,
    notices: processing,
    optOuts,
    sensitive: 10,
    ages: 'child teen teen older older',
    further,
    gpc: true,
  },
  ustn: { id: 22, notices: processing, optOuts, sensitive: 8, ages: 'child', further, gpc: true },
  usmn: { id: 23, notices: processing, optOuts, sensitive: 8, ages: 'child', further, gpc: true },
};

/** Notices that are ours to speak of. Those on sensitive data are not: it is no category of ours. */
const said = `SharingOptOutNotice ${sharing} ${processing}`.split(' ');

/** The sections that a site may come to say, as `ping` lists them: `7:usnat`, `8:usca` … */
export function supportedBy({ sections }: IabOptions): string[] {
  const apis = Object.entries(rows).map(([prefix, { id }]) => `${id}:${prefix}`);
  return sections === 'state' ? apis : apis.slice(0, 1);
}

/** The state's own section where there is one, else the national one. */
export function prefixFor(region: string): string {
  const own = region.toLowerCase().replace(/^us-/, 'us');
  return Object.hasOwn(rows, own) ? own : 'usnat';
}

/** Fills a section in: its id, the core, and the GPC segment where the section has one. */
export function fillSection(prefix: string, facts: Facts): { id: number; segments: Segment[] } | undefined {
  const row = rows[prefix];
  if (!row) return undefined;
  const { id, version = 1, notices, optOuts, sensitive, ages, further, gpc } = row;
  // 0 not applicable, 1 given, 2 not given; of an opt-out: 1 opted out, 2 did not. Never 0 there: vendors would read
  // that no law applies.
  const notice = facts.notices ? 1 : 2;
  const optOut = facts.optedOut ? 1 : 2;
  const consents = ages.split(' ').map((age) => consentOf(age, facts));
  const named = (names: string, value: (name: string) => number) =>
    Object.fromEntries(names.split(' ').map((name) => [name, value(name)]));
  const core: Segment = {
    Version: version,
    ...named(notices, (name) => (said.includes(name) ? notice : 0)),
    ...named(optOuts, () => optOut),
    SensitiveDataProcessing: Array<number>(sensitive).fill(0),
    // Where the law asks for one consent alone the field is a number, not a list.
    KnownChildSensitiveDataConsents: consents.length > 1 ? consents : (consents[0] ?? 0),
    ...(further && { [further]: 0 }),
    // "Yes" speaks of a contract, so only the site can say it (MSPA, "Covered Transaction").
    MspaCoveredTransaction: facts.mspa ? 1 : 2,
    MspaOptOutOptionMode: modeOf('opt-out', facts),
    MspaServiceProviderMode: modeOf('service-provider', facts),
  };
  return { id, segments: gpc ? [core, { SubsectionType: 1, Gpc: facts.gpc }] : [core] };
}

/**
 * 0 not applicable, 1 no consent, 2 consent. We know of a minor that they are under 16 and no more: so they are not
 * between 16 and 18; they may be a child, for whom only a parent can say yes, and none did; and a teen's own yes counts
 * (Civ. Code 1798.120(c)).
 */
function consentOf(age: string, { minor, optedOut }: Facts): number {
  if (!minor || age === 'older') return 0;
  return age === 'child' || optedOut ? 1 : 2;
}

function modeOf(mode: IabOptions['mspa'], { mspa }: Facts): number {
  return mspa ? (mspa === mode ? 1 : 2) : 0;
}
