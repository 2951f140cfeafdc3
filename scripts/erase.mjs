/** `npm run erase -- --call <id>`: erases calls with everything that is stored of them. */
import { runProgram } from './lib/runProgram.mjs';

runProgram('erase', 2);
