import type { IncomingHttpHeaders } from 'node:http';
import type { Dispatcher } from 'undici';
import { join } from '../bytes';
import type { Call } from '../call';
import { answerTooLong, providerFailure } from '../errors/providerErrors';
import { refusalOf, type Refusal } from '../errors/refusal';
import { endWithoutAnswer, refuse } from '../errors/reply';
import { responseHeaders } from '../provider/forwardHeaders';
import { plainEnding } from '../record/ending';
import { endCall } from '../record/recordCall';
import type { Route } from '../request/routes';
import { answerWhole } from './answerWhole';
import { isPoliced } from './isPoliced';
import { writeHead, type AnswerHead, type ProviderAnswer, type Relay } from './relay';

/**
 * Gathers a whole response up to the limits of size and time and answers with it when it is complete. Beyond the limit a passed-through
 * response that no policy reads goes on to the client as it comes, with its first part on record; any other is refused,
 * as its policies could not see it.
 */
export class WholeRelay implements Relay {
  private readonly call: Call;
  private readonly route: Route;
  private readonly controller: Dispatcher.DispatchController;
  private readonly head: AnswerHead;
  private readonly status: number;
  private readonly headers: IncomingHttpHeaders;
  private chunks: Buffer[] = [];
  private size = 0;
  /** Over the limit: the bytes on record, while the rest only passes. */
  private recorded: Buffer | null = null;
  private readonly timer: NodeJS.Timeout;

  constructor(call: Call, route: Route, answer: ProviderAnswer) {
    this.call = call;
    this.route = route;
    this.controller = answer.controller;
    this.head = answer;
    this.status = answer.status;
    this.headers = answer.headers;
    this.timer = setTimeout(() => this.tooLong(), call.limits.streamDurationMs);
  }

  data(chunk: Buffer): void {
    if (this.recorded !== null) {
      this.pass(chunk);
      return;
    }
    this.chunks.push(chunk);
    this.size += chunk.length;
    if (this.size > this.call.limits.responseBytes) this.overflow();
  }

  end(): void {
    clearTimeout(this.timer);
    if (this.recorded === null) answerWhole(this.call, this.route, this.head, join(this.chunks));
    else this.finish();
  }

  fail(error: Error): void {
    this.giveUp(providerFailure(error, this.route.upstream.name));
  }

  stop(reason: 'aborted' | 'interrupted'): void {
    clearTimeout(this.timer);
    if (this.recorded === null) endWithoutAnswer(this.call, reason);
    else
      this.finish(
        reason,
        reason === 'aborted' ? 'client_closed' : 'gateway_stopping',
        'The answer was not passed on to its end.',
      );
  }

  private tooLong(): void {
    const tooLong = answerTooLong(this.call.limits);
    this.giveUp(tooLong);
    this.controller.abort(new Error(tooLong.message));
  }

  /** Tells the client, unless a part of the answer has gone out already: that can only be cut. */
  private giveUp(failure: Refusal): void {
    const { call, status, headers } = this;
    clearTimeout(this.timer);
    if (call.ended) return;
    if (this.recorded === null) refuse(call, failure, 'upstream_failed', { upstreamStatus: status, headers });
    else {
      if (failure.limit !== undefined) call.hit(failure.limit);
      this.finish('cut', failure.code, failure.message);
    }
  }

  private overflow(): void {
    const { call } = this;
    const limit = call.limits.responseBytes;
    const bytes = join(this.chunks);
    this.chunks = [];
    if (call.operation === 'passthrough' && !isPoliced(call, this.route.chain, this.head, bytes)) {
      call.hit('response_not_fully_recorded');
      this.recorded = bytes.subarray(0, limit);
      writeHead(call.res, this.head, responseHeaders(this.headers, call.callId, false));
      this.pass(bytes);
      return;
    }
    const message = `The provider's answer is larger than ${limit} bytes. Ask for less, stream it, or raise limits.response_bytes of the gateway.`;
    this.giveUp(refusalOf('response_too_large', message));
    this.controller.abort(new Error(message));
  }

  private pass(chunk: Buffer): void {
    const { res } = this.call;
    if (res.write(chunk)) return;
    this.controller.pause();
    res.once('drain', () => this.controller.resume());
  }

  private finish(
    status: 'complete' | 'cut' | 'aborted' | 'interrupted' = 'complete',
    errorType = 'response_not_fully_recorded',
    why = '',
  ): void {
    const { call } = this;
    const limit = call.limits.responseBytes;
    const errorMessage =
      `${why} Only the first ${limit} bytes of the answer are on record (limits.response_bytes).`.trim();
    const ending = {
      ...plainEnding,
      status: status === 'complete' && this.status >= 400 ? ('provider_error' as const) : status,
      errorType,
      errorMessage,
      httpStatus: this.status,
      upstreamStatus: this.status,
      headers: this.headers,
      response: {
        original: this.recorded ?? join([]),
        final: null,
        steps: [],
        contentType: this.headers['content-type'] ?? null,
      },
    };
    endCall(call, ending, () => {
      if (status === 'complete') call.res.end();
      else call.res.destroy();
    });
  }
}
