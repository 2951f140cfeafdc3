import { warmDiff } from '@lens/core/diff';
import { serveRecorder, type RecorderData, type TellGateway } from '../capture';
import { createLokiClient, lokiDestination } from '../loki';
import { loadPrices } from '../prices';
import { createRecordSinks, fileLines, payloadLimits } from '../records';
import { createPostgresSink } from '../store';
import { makeWordsIn } from '../start/wordThread';
import { createTraceSinks } from '../tracing';

/** The recorder's process, entry of the bundle `dist/recorder.js`: here its sinks are put together. */
warmDiff();
serveRecorder(
  (data, log, tell) => [
    createPostgresSink(
      { ...data, ...(data.wordThread !== undefined && { makeWords: makeWordsIn(data.wordThread, log) }) },
      log,
    ),
    ...(data.telemetry ? createTraceSinks(data.telemetry, process.env, log) : []),
    ...(data.records ? recordSinks(data.records, tell) : []),
  ],
  ({ prices }) => (prices === undefined ? null : loadPrices(prices.file, prices.own)),
);

const standardOutput = 1;

function recordSinks(
  { service, print, loki, feed, payloads, streamChunks }: NonNullable<RecorderData['records']>,
  tell: TellGateway,
) {
  const destinations = [
    ...(print ? [fileLines('records log', standardOutput)] : []),
    ...(loki ? [lokiDestination('records loki', createLokiClient(loki))] : []),
  ];
  return createRecordSinks(destinations, {
    service,
    limits: payloadLimits[payloads],
    streamChunks,
    ...(feed && { tellFeed: (records) => tell({ type: 'records', records }) }),
  });
}
