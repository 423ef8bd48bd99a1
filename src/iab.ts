/**
 * The door for npm to the IAB's strings: `import 'assent/iab'`, and the option `iab` has them. Nobody else carries
 * them; the script tag fetches them when the option is on.
 */
import { extras } from './extras.ts';
import * as iab from './iab/speak.ts';
import { standIn } from './iab-stand-in.ts';

// Imported is plugged in.
extras.iab = () => standIn((take) => take(iab));
