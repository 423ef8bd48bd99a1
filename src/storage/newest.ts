/** Of several readings of one record, the one that holds. Pure, so that a server decides as the browser does. */
import type { Answer, Decision } from '../types.ts';

/** The latest of several readings; of equally late ones, the strictest. */
export function newest(...readings: (Decision | null)[]): Decision | undefined {
  const having = ({ answers }: Decision, wanted: Answer) =>
    Object.values(answers).filter((answer) => answer === wanted).length;
  return readings
    .filter((reading) => reading !== null)
    .sort(
      (a, b) =>
        Date.parse(b.at) - Date.parse(a.at) ||
        having(a, 'granted') - having(b, 'granted') ||
        having(b, 'denied') - having(a, 'denied'),
    )[0];
}
