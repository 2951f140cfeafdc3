/** `npm run sign-in-link [-- --name alice --scope read]`: prints a new link that signs a browser in to the running pages. */
import { runProgram } from './lib/runProgram.mjs';

runProgram('signInLink', 1);
