import './.config/jest-setup';
import { ReadableStream } from 'node:stream/web';

// What browsers have and jsdom has not.
Object.assign(globalThis, { ReadableStream });
