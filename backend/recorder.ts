import { warmDiff } from '@lens/core/diff';
import { serveRecorder } from './capture';
import { loadPrices } from './prices';
import { createPostgresSink } from './store';
import { createTraceSinks } from './tracing';

/** The recorder's process, entry of the bundle `dist/recorder.js`: here its sinks are put together. */
warmDiff();
serveRecorder(
  (data, log) => [
    createPostgresSink(data, log),
    ...(data.telemetry ? createTraceSinks(data.telemetry, process.env, log) : []),
  ],
  ({ prices }) => (prices === undefined ? null : loadPrices(prices.file, prices.own)),
);
