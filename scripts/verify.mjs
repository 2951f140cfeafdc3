/** `npm run verify [-- --since 1h]`: reads back what is stored and proves it. */
import { runProgram } from './lib/runProgram.mjs';

runProgram('verify', 2);
