import './.config/jest-setup';
import { URLSearchParams } from 'node:url';
import { ReadableStream } from 'node:stream/web';

// What browsers have and jsdom has not, or has without a part.
Object.assign(globalThis, { ReadableStream, URLSearchParams });
