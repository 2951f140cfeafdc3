import type { IncomingHttpHeaders } from 'node:http';
import { errorEvent } from './apiShapes';
import type { Dispatcher } from 'undici';
import type { ChainStream } from '../policies/chain.types';
import type { Call } from './call';
import { isEncoded } from './decodeBody';
import { streamHeaders } from './forwardHeaders';
import { providerFailure } from './providerErrors';
import { endCall } from './recordCall';
import type { Relay } from './relay';
import type { Route } from './routes';
import { settle } from './settle';
import { howStreamEnded, streamEnding, type StreamStop } from './streamEnding';
import { StreamRecord } from './streamRecord';
import { StreamWatch } from './streamWatch';

/**
 * Passes a stream on as it comes. A chunk goes to the client first and is remembered after, with one exception: the
 * chunk that holds the terminal event waits until everything up to it is appended, as a client that has seen its
 * stream end must find its call on record. With policies, what goes out is what they give for each chunk.
 */
export class StreamRelay implements Relay {
  private readonly call: Call;
  private readonly route: Route;
  private readonly controller: Dispatcher.DispatchController;
  private readonly status: number;
  private readonly headers: IncomingHttpHeaders;
  private readonly watch: StreamWatch;
  private readonly policies: ChainStream | null;
  private readonly record: StreamRecord | null;
  private readonly timer: NodeJS.Timeout;
  /** Reasons to take nothing more from the provider: the client is slow, a policy or an append is awaited. */
  private holds = 0;
  /** A chunk is with a policy or awaits its append; what ends the stream comes after it. */
  private busy = false;
  private afterBusy: (() => void) | null = null;
  private closed = false;

  constructor(
    call: Call,
    route: Route,
    controller: Dispatcher.DispatchController,
    status: number,
    headers: IncomingHttpHeaders,
  ) {
    this.call = call;
    this.route = route;
    this.controller = controller;
    this.status = status;
    this.headers = headers;
    this.watch = new StreamWatch(call.api);
    this.policies = call.operation === 'passthrough' ? null : (route.chain?.openStream(call) ?? null);
    this.record =
      call.parts.capture === null ? null : new StreamRecord(call.parts.capture, call.callId, this.policies !== null);
    this.timer = setTimeout(() => this.tooLong(), call.parts.limits.streamDurationMs);
    call.res.writeHead(status, streamHeaders(headers, call.callId));
    call.res.flushHeaders();
    if (this.policies !== null && isEncoded(headers['content-encoding'])) this.close('unreadable');
  }

  data(chunk: Buffer): void {
    if (this.closed) return;
    this.watch.push(chunk);
    if (this.policies !== null) this.throughPolicies(this.policies, chunk);
    else if (this.watch.ended) this.recordThenSend(chunk, [chunk]);
    else {
      this.send(chunk);
      this.record?.upstream(chunk, this.call.now());
    }
  }

  end(): void {
    this.watch.finish();
    this.whenIdle(() => this.close('ended'));
  }

  fail(error: Error): void {
    this.whenIdle(() => this.close(providerFailure(error, this.route.upstream.name)));
  }

  stop(reason: 'aborted' | 'interrupted'): void {
    this.close(reason);
  }

  private tooLong(): void {
    this.call.parts.limitsHit.stream_too_long += 1;
    this.close('too_long');
    this.controller.abort(new Error('The stream ran longer than limits.stream_duration_ms.'));
  }

  private throughPolicies(policies: ChainStream, chunk: Buffer): void {
    const result = policies.push(chunk);
    if (result instanceof Promise) this.await(result, (out) => this.sendPoliced(policies, chunk, out));
    else this.sendPoliced(policies, chunk, result);
  }

  private sendPoliced(policies: ChainStream, chunk: Buffer, out: Buffer[]): void {
    if (this.closed) return;
    if (this.watch.ended) this.recordThenSend(chunk, out);
    else {
      for (const bytes of out) this.send(bytes);
      this.record?.both(chunk, out, this.call.now());
    }
    if (policies.blocked === null) return;
    this.whenIdle(() => this.close('blocked'));
    this.controller.abort(new Error('A policy blocked the stream.'));
  }

  private recordThenSend(chunk: Buffer, out: Buffer[]): void {
    this.record?.both(chunk, out, this.call.now());
    const appended = this.record?.flush();
    const send = (): void => {
      for (const bytes of out) this.send(bytes);
    };
    if (appended === undefined) send();
    else this.await(appended, send);
  }

  private send(bytes: Buffer): void {
    if (this.call.res.write(bytes)) return;
    this.hold();
    this.call.res.once('drain', () => this.letGo());
  }

  /** Takes nothing more from the provider until `work` is done. */
  private await<T>(work: Promise<T>, done: (result: T) => void): void {
    this.hold();
    this.busy = true;
    const idle = (): void => {
      this.busy = false;
      this.letGo();
      const next = this.afterBusy;
      this.afterBusy = null;
      next?.();
    };
    work.then(
      (result) => {
        done(result);
        idle();
      },
      (error: unknown) => {
        this.call.parts.log.error({ err: error, callId: this.call.callId }, 'A step of a stream failed.');
        this.close('broken');
        this.controller.abort(new Error('A step of the stream failed.'));
        idle();
      },
    );
  }

  private whenIdle(next: () => void): void {
    if (this.busy) this.afterBusy = next;
    else next();
  }

  private hold(): void {
    this.holds += 1;
    if (this.holds === 1) this.controller.pause();
  }

  private letGo(): void {
    this.holds -= 1;
    if (this.holds === 0 && !this.closed) this.controller.resume();
  }

  /** Ends the stream once, for whatever reason came first. */
  private close(stop: StreamStop): void {
    if (this.closed) return;
    this.closed = true;
    clearTimeout(this.timer);
    const { policies } = this;
    if (policies === null || stop === 'aborted' || stop === 'blocked' || stop === 'broken') this.finish(stop, []);
    else
      settle(
        () => policies.end(),
        (out) => this.finish(stop, out),
        () => this.finish('broken', []),
      );
  }

  private finish(stop: StreamStop, heldBack: Buffer[]): void {
    const { call, policies, record, watch } = this;
    const { res } = call;
    call.marks.answered = call.now();
    const outcome = policies?.outcome() ?? null;
    const how = howStreamEnded(call, stop, watch, outcome);
    record?.client(heldBack, call.now());
    void record?.close();
    const ending = streamEnding(how, outcome, { status: this.status, headers: this.headers });
    endCall(call, ending, () => {
      for (const bytes of heldBack) res.write(bytes);
      if (how.tell !== null) res.write(errorEvent(call.api, how.tell));
      res.end();
    });
  }
}
