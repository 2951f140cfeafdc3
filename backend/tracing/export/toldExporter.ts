import type { SpanExporter } from '@opentelemetry/sdk-trace';
import type { Log } from '../../log';
import { failureOf } from './failureOf';

/** The exporter, with a word in the log when it fails and when it gets through again: the SDK tells nobody. */
export function toldExporter(exporter: SpanExporter, name: string, log: Log): SpanExporter {
  let isFailing = false;
  return {
    export(spans, done) {
      exporter.export(spans, (result) => {
        if (result.error !== undefined && !isFailing) {
          log.warn({ exporter: name, error: failureOf(result.error).message }, 'Spans of pages and queries are lost.');
        }
        if (result.error === undefined && isFailing) log.info({ exporter: name }, 'Spans are sent again.');
        isFailing = result.error !== undefined;
        // The SDK would tell it once more, with whatever the answer says.
        done({ code: result.code });
      });
    },
    shutdown: () => exporter.shutdown(),
    ...(exporter.forceFlush && { forceFlush: () => exporter.forceFlush?.() ?? Promise.resolve() }),
  };
}
