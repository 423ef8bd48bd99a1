/** Of several readings of one record, the one that holds. Pure, so that a server decides as the browser does. */
import type { Decision } from '../types.ts';

/** The latest of several readings; of equally late ones, the strictest. */
export function newest(...readings: (Decision | null)[]): Decision | undefined {
  const grants = ({ answers }: Decision) =>
    Object.values(answers).filter((answer) => answer === 'granted').length;
  return readings
    .filter((reading) => reading !== null)
    .sort((a, b) => Date.parse(b.at) - Date.parse(a.at) || grants(a) - grants(b))[0];
}
