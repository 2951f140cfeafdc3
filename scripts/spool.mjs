/** `npm run spool -- stats|ls|verify|quarantine|retry`: looks into the spool, and gives quarantined calls back to it. */
import { runProgram } from './lib/runProgram.mjs';

runProgram('spool', 1);
