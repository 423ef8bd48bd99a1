import { describe, expect, it } from 'vitest';
import { refusals, stillSpeaks, whatHolds } from '../src/recall.ts';
import { ukGdprExempt } from '../src/regimes/uk-gdpr.ts';
import type { Regime } from '../src/types.ts';
import { all, decisionOf, notice, regimes, settingsOf } from './visit.ts';

const { gdpr, ccpa } = regimes;
const made = Date.parse('2026-03-01T09:00:00.000Z');
const day = 24 * 60 * 60 * 1000;

describe('stillSpeaks()', () => {
  const speaks = (age: number, days = 182) => stillSpeaks(decisionOf(), gdpr, gdpr, 1, days, made + age);

  it.each([
    { age: 0, days: 182, answer: true },
    { age: 1, days: 182, answer: true },
    { age: 182 * day, days: 182, answer: true },
    { age: 182 * day + 1, days: 182, answer: false },
    { age: 300 * day, days: 365, answer: true },
    { age: -1, days: 182, answer: false },
    { age: -400 * day, days: 182, answer: false },
    { age: 1, days: 0, answer: false },
  ])('says $answer at $age ms of $days days', ({ age, days, answer }) => {
    expect(speaks(age, days)).toBe(answer);
  });

  it.each([
    { decided: 1, now: 1, answer: true },
    { decided: 3, now: 3, answer: true },
    { decided: 1, now: 2, answer: false },
    { decided: 2, now: 1, answer: false },
  ])('says $answer for revision $decided where the site has $now', ({ decided, now, answer }) => {
    expect(stillSpeaks(decisionOf({ revision: decided }), gdpr, gdpr, now, 182, made)).toBe(answer);
  });

  // It holds where it was made under a regime at least as strict: opt-in, then opt-out, then notice.
  const swiss: Regime = { id: 'fadp', model: 'opt-in', days: 182, regions: 'CH' };
  const texas: Regime = { id: 'us-states', model: 'opt-out', days: 365, regions: 'US-TX' };
  it.each([
    { under: gdpr, today: gdpr, answer: true },
    { under: swiss, today: gdpr, answer: true },
    { under: gdpr, today: ccpa, answer: true },
    { under: gdpr, today: notice, answer: true },
    { under: ccpa, today: texas, answer: true },
    { under: ccpa, today: notice, answer: true },
    { under: ccpa, today: gdpr, answer: false },
    { under: notice, today: ccpa, answer: false },
    { under: notice, today: gdpr, answer: false },
  ])('says $answer from $under.id to $today.id', ({ under, today, answer }) => {
    expect(stillSpeaks(decisionOf({ regime: under.id }), under, today, 1, 182, made)).toBe(answer);
  });

  it('falls silent where an exemption may have granted unasked (PECR Schedule A1)', () => {
    const decision = decisionOf({ regime: 'uk-gdpr-exempt', region: 'GB' });
    expect(stillSpeaks(decision, ukGdprExempt, gdpr, 1, 182, made)).toBe(false);
    expect(stillSpeaks(decision, ukGdprExempt, ccpa, 1, 182, made)).toBe(true);
    expect(stillSpeaks(decisionOf(), gdpr, ukGdprExempt, 1, 182, made)).toBe(true);
  });

  it.each([gdpr, ccpa])('falls silent from a regime nobody knows to $id', (today) => {
    expect(stillSpeaks(decisionOf({ regime: 'retired' }), undefined, today, 1, 182, made)).toBe(false);
  });

  it("holds under the site's own regime, by its id", () => {
    const house: Regime = { id: 'house', model: 'opt-in', days: 90, regions: '' };
    expect(stillSpeaks(decisionOf({ regime: 'house' }), undefined, house, 1, 90, made)).toBe(true);
  });

  it('reads the clock by itself where none is given', () => {
    const at = new Date(Date.now() - 1000).toISOString();
    expect(stillSpeaks(decisionOf({ at }), gdpr, gdpr, 1, 182)).toBe(true);
  });
});

describe('refusals()', () => {
  it('keeps every refusal and lets every grant fall', () => {
    expect(
      refusals({ analytics: 'granted', targeting: 'denied', counter: 'denied', films: 'granted' }),
    ).toEqual({
      targeting: 'denied',
      counter: 'denied',
    });
  });

  it('leaves nothing of grants alone', () => {
    expect(refusals(all('granted'))).toEqual({});
  });
});

describe('whatHolds()', () => {
  const stored = decisionOf({
    at: new Date(Date.now() - 1000).toISOString(),
    answers: { ...all('granted'), social: 'denied' },
  });

  it('gives a decision that speaks, with its answers', () => {
    expect(whatHolds(stored, gdpr, settingsOf(), 182)).toEqual({ decision: stored, answers: stored.answers });
  });

  it('leaves the refusals of one that does not', () => {
    expect(whatHolds(stored, gdpr, settingsOf({ revision: 2 }), 182)).toEqual({
      decision: null,
      answers: { social: 'denied' },
    });
    expect(whatHolds({ ...stored, regime: 'ccpa' }, gdpr, settingsOf(), 182).decision).toBeNull();
  });

  it("lets refusals stand as a site's own regime says, and asks for the rest", () => {
    const house: Regime = { id: 'house', model: 'opt-in', days: 90, regions: 'DE', stands: 'DE' };
    const decision = { ...stored, regime: 'house' };
    expect(whatHolds(decision, house, settingsOf(), 0)).toEqual({
      decision: { ...decision, answers: { social: 'denied' } },
      answers: { social: 'denied' },
    });
    expect(whatHolds({ ...decision, region: 'AT' }, house, settingsOf(), 0).decision).toBeNull();
  });

  it('leaves nothing of none', () => {
    expect(whatHolds(null, gdpr, settingsOf(), 182)).toEqual({ decision: null, answers: {} });
  });
});
