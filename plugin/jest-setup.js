import './.config/jest-setup';
import { initPluginTranslations } from '@grafana/i18n';
import { configure } from '@testing-library/react';
import { URLSearchParams } from 'node:url';
import { ReadableStream } from 'node:stream/web';

// What browsers have and jsdom has not, or has without a part.
Object.assign(globalThis, { ReadableStream, URLSearchParams });
const measureText = (text) => ({ width: text.length * 8 });
globalThis.HTMLCanvasElement.prototype.getContext = () => ({ measureText });

// Grafana has begun with its translations, in its language, before it loads a plugin.
void initPluginTranslations('luthien-lens-app');

// What is waited for comes: this may be a machine on which many others work.
configure({ asyncUtilTimeout: 30_000 });
