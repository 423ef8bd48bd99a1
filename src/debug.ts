/**
 * The door for developers by npm: `import 'assent/debug'`, before `start` or after. It says, on the page and on the
 * console, what is held and why, and what is not as it was meant. Never import it in what visitors download.
 */
import { debug } from './debug/report.ts';
import { extras } from './extras.ts';

// Imported is plugged in.
extras.debug = debug;
if (extras.seam) debug(extras.seam);
