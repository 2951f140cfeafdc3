import type { IncomingHttpHeaders } from 'node:http';
import { errorEvent, separator } from '@lens/core/formats';
import type { Dispatcher } from 'undici';
import { describeError } from '../../describeError';
import { settle, turnOfTheLoop } from '../../maybe';
import type { ChainStream } from '../../policies/chain.types';
import { join } from '../bytes';
import type { Call } from '../call';
import { isEncoded } from '../decodeBody';
import { providerFailure } from '../errors/providerErrors';
import { streamHeaders } from '../provider/forwardHeaders';
import { endCall } from '../record/recordCall';
import { StreamRecord } from '../record/streamRecord';
import type { Route } from '../request/routes';
import { currentTurn } from './currentTurn';
import { isEventStream, writeHead, type AnswerHead, type ProviderAnswer, type Relay } from './relay';
import { TaskQueue } from './taskQueue';
import { howStreamEnded, streamEnding, type StreamEnd, type StreamStop } from './streamEnding';
import { StreamWatch } from './streamWatch';

/**
 * As much of a stream goes through policies in one turn of the event loop, however it is cut: more than providers write at
 * once, as to wait for the next turn costs a pause of the connection, a second read and a second write. A larger chunk is cut.
 */
const mostInTurn = { bytes: 16 * 1024, ms: 4 };

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
  private readonly steps = new TaskQueue();
  /** Reasons to take nothing more from the provider: the client is slow, a policy or an append is awaited. */
  private holds = 0;
  /** Compressed all the same: its events can't be seen, and none of ours can be put in. */
  private readonly encoded: boolean;
  /** What went through policies in this turn of the event loop. */
  private turn = { number: -1, bytes: 0, start: 0 };
  private draining = false;
  private closed = false;
  /** The beginning of an event of a stream without policies: it goes out when it is whole. */
  private half: Buffer[] = [];
  private last: Buffer | null = null;
  /** What came in this read of the connection: a provider's chunks come many at a time, and each by itself costs a step. */
  private arrived: Buffer[] = [];
  /** What goes out in one write. */
  private leaving: Buffer[] = [];

  constructor(call: Call, route: Route, { controller, ...head }: ProviderAnswer, policies: ChainStream | null) {
    this.call = call;
    this.route = route;
    const { status, headers } = head;
    this.controller = controller;
    this.status = status;
    this.headers = headers;
    this.policies = policies;
    this.encoded = isEncoded(headers['content-encoding']);
    this.watch = new StreamWatch(call.api, {
      isLabelled: isEventStream(headers['content-type']),
      isReadable: !this.encoded,
      knowsEnd: call.operation !== 'passthrough',
    });
    this.record = call.capture === null ? null : new StreamRecord(call.capture, call.callId, this.policies !== null);
    this.timer = setTimeout(() => this.tooLong(), call.limits.streamDurationMs);
    sendHead(call, head);
  }

  data(chunk: Buffer): void {
    if (this.arrived.push(chunk) === 1) process.nextTick(() => this.takeArrived());
  }

  end(): void {
    this.takeArrived();
    this.steps.run(() => this.close('ended'));
  }

  fail(error: Error): void {
    this.takeArrived();
    this.steps.run(() => this.close(providerFailure(error, this.route.upstream.name)));
  }

  stop(reason: 'aborted' | 'interrupted'): void {
    this.takeArrived();
    this.close(reason);
  }

  private takeArrived(): void {
    if (this.arrived.length === 0) return;
    const chunk = join(this.arrived);
    this.arrived = [];
    // A paused provider may still deliver what it had sent: when it closes its connection, nothing can be left there.
    if (this.policies === null) this.steps.run(() => this.take(chunk));
    else if (chunk.length <= mostInTurn.bytes) this.steps.run(() => this.takeInTurn(chunk));
    else {
      for (let at = 0; at < chunk.length; at += mostInTurn.bytes) {
        const slice = chunk.subarray(at, at + mostInTurn.bytes);
        this.steps.run(() => this.takeInTurn(slice));
      }
    }
    this.sendLeaving();
  }

  private take(chunk: Buffer): void {
    // Chunks that came while the policy made up its mind stand before the step that closes a blocked stream.
    if (this.closed || this.policies?.blocked) return;
    this.watch.push(chunk);
    if (this.policies !== null) this.throughPolicies(this.policies, chunk);
    else if (this.watch.ended) this.recordThenSend(chunk, this.wholeEvents(chunk));
    else {
      for (const bytes of this.wholeEvents(chunk)) this.send(bytes);
      this.record?.upstream(chunk, this.call.now());
    }
  }

  /**
   * What can go out with this chunk. A client can do nothing with a part of an event, and when the provider breaks off in
   * one, the error that says so must not become its rest.
   */
  private wholeEvents(chunk: Buffer): Buffer[] {
    const held = this.watch.heldBytes();
    if (held === 0 && this.half.length === 0) return [chunk];
    const whole = chunk.length - held;
    if (whole < 0 || (whole === 0 && this.half.length === 0)) {
      this.half.push(chunk);
      return [];
    }
    const out = [...this.half, chunk.subarray(0, whole)];
    this.half = held === 0 ? [] : [chunk.subarray(whole)];
    return out;
  }

  private tooLong(): void {
    this.call.hit('stream_too_long');
    this.close('too_long');
    this.controller.abort(new Error('The stream ran longer than limits.stream_duration_ms.'));
  }

  /** At once, or in the next turn: other calls come between. */
  private takeInTurn(chunk: Buffer): void {
    const number = currentTurn();
    if (number !== this.turn.number) this.turn = { number, bytes: 0, start: this.call.now() };
    else if (this.isTooMuch(chunk.length)) {
      this.await(turnOfTheLoop(), () => this.takeInTurn(chunk));
      return;
    }
    this.turn.bytes += chunk.length;
    this.take(chunk);
  }

  private isTooMuch(more: number): boolean {
    const { bytes, start } = this.turn;
    return bytes + more > mostInTurn.bytes || this.call.now() - start > mostInTurn.ms;
  }

  private throughPolicies(policies: ChainStream, chunk: Buffer): void {
    let result: Buffer[] | Promise<Buffer[]>;
    try {
      result = policies.push(chunk);
    } catch (error) {
      this.broke(error);
      return;
    }
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
    this.steps.run(() => this.close('blocked'));
    this.controller.abort(new Error('A policy blocked the stream.'));
  }

  private recordThenSend(chunk: Buffer, out: Buffer[]): void {
    this.record?.both(chunk, out, this.call.now());
    const appended = this.record?.flush();
    const send = (): void => {
      if (this.closed) return;
      for (const bytes of out) this.send(bytes);
    };
    if (appended === undefined) send();
    else this.await(appended, send);
  }

  private send(bytes: Buffer): void {
    if (bytes.length === 0) return;
    this.last = bytes;
    if (this.leaving.push(bytes) === 1) process.nextTick(() => this.sendLeaving());
  }

  private sendLeaving(): void {
    if (this.leaving.length === 0) return;
    if (this.write() || this.draining) return;
    this.draining = true;
    this.hold();
    this.call.res.once('drain', () => {
      this.draining = false;
      this.letGo();
    });
  }

  /** False when the client is slow to take it. */
  private write(): boolean {
    const { res } = this.call;
    const bytes = join(this.leaving);
    this.leaving = [];
    return bytes.length === 0 || res.destroyed || res.write(bytes);
  }

  /** The stream's last event is one of its own, whatever stands before it. */
  private tell(error: NonNullable<StreamEnd['tell']>): void {
    const framing = this.policies?.framing() ?? this.watch.framing ?? 'events';
    this.call.res.write(separator(framing, this.last) + errorEvent(this.call.api, error, framing));
  }

  /** Takes nothing more from the provider until `work` is done. */
  private await<T>(work: Promise<T>, done: (result: T) => void): void {
    this.hold();
    this.steps.await(
      work,
      (result) => {
        done(result);
        this.letGo();
      },
      (error) => {
        this.broke(error);
        this.letGo();
      },
    );
  }

  private broke(error: unknown): void {
    this.call.log.error({ ...this.call.logFields, err: describeError(error) }, 'A step of a stream failed.');
    this.close('broken');
    this.controller.abort(new Error('A step of the stream failed.'));
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
    if (typeof stop === 'object' && stop.limit !== undefined) this.call.hit(stop.limit);
    const { policies, watch } = this;
    const isWhole = stop === 'aborted' || watch.finish();
    if (policies === null) this.finish(stop, isWhole && stop !== 'aborted' ? this.half.splice(0) : []);
    else if (stop === 'blocked' || stop === 'broken') this.finish(stop, []);
    else if (stop === 'aborted') {
      // What was held back reaches nobody: the record must not say that it did.
      policies.leave();
      this.finish(stop, []);
    } else this.endPolicies(policies, stop, stop !== 'ended' || watch.seen(true).terminal === 'missing');
  }

  private endPolicies(policies: ChainStream, stop: StreamStop, isCut: boolean): void {
    settle(
      () => policies.end(isCut),
      (out) => this.finish(stop, out),
      (error) => {
        this.broke(error);
        this.finish('broken', []);
      },
    );
  }

  private finish(stop: StreamStop, rest: Buffer[]): void {
    const { call, policies, record, watch } = this;
    const { res } = call;
    call.marks.answered = call.now();
    const outcome = policies?.outcome() ?? null;
    if (watch.blind) call.hit('event_not_inspected');
    // While a step is awaited the last chunk was not passed on yet.
    const seen = watch.seen(!this.steps.busy);
    const how = howStreamEnded(stop, seen, outcome?.blocked ?? null, call.limits.streamDurationMs);
    record?.client(rest, call.now());
    void record?.close();
    const unsentBytes = this.half.reduce((sum, { length }) => sum + length, 0);
    const provider = { status: this.status, headers: this.headers, unsentBytes };
    const ending = streamEnding(how, outcome, provider, record?.clientBytes ?? null);
    endCall(call, ending, () => {
      for (const bytes of rest) this.send(bytes);
      this.write();
      if (how.tell !== null && this.encoded) {
        res.destroy();
        return;
      }
      if (how.tell !== null) this.tell(how.tell);
      res.end();
    });
  }
}

/**
 * Sends the headers at once, but in one packet with a first chunk that came together with them. The socket is corked, not
 * the response: Node loses what was written to a corked chunked response when `end` comes before `uncork`.
 */
function sendHead({ res, callId }: Call, head: AnswerHead): void {
  const { socket } = res;
  socket?.cork();
  writeHead(res, head, streamHeaders(head.headers, callId));
  res.flushHeaders();
  // That chunk is written in the next tick, behind what stands there now.
  process.nextTick(() => process.nextTick(() => socket?.uncork()));
}
