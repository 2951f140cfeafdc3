import type { Transform } from 'node:stream';
import type { IncomingHttpHeaders } from 'node:http';
import type { Dispatcher } from 'undici';
import { createDecoder } from '../decodeBody';
import type { ProviderAnswer, Relay } from './relay';

/** What is wrong with a compressed stream, for `providerFailure`. */
class StreamEncodingError extends Error {
  readonly code: 'STREAM_DAMAGED' | 'STREAM_TOO_LARGE';

  constructor(code: StreamEncodingError['code'], options?: ErrorOptions) {
    super(code === 'STREAM_DAMAGED' ? 'It is not what its content-encoding says.' : 'It grows too large.', options);
    this.code = code;
  }
}

/** Opens the relay for what comes out: an answer that is not compressed. */
type Open = (answer: ProviderAnswer) => Relay | null;

/**
 * Decompresses a stream that a provider compressed although asked not to, on its way to a relay: policies read what comes out,
 * and that is what the client gets. What waits is bounded: while the relay takes nothing the provider is held up.
 */
export class DecodingRelay implements Relay {
  private readonly controller: Dispatcher.DispatchController;
  private readonly encoding: string;
  private readonly mostBytes: number;
  private readonly relay: Relay | null;
  private decoder: Transform | null = null;
  private isHeld = false;
  private size = 0;
  /** What ends the relay once all is decompressed. */
  private failure: Error | null = null;

  /** @param mostBytes of which a stream that is larger decompressed was made to be */
  constructor(answer: ProviderAnswer, { encoding, mostBytes }: { encoding: string; mostBytes: number }, open: Open) {
    this.mostBytes = mostBytes;
    this.controller = answer.controller;
    this.encoding = encoding;
    this.relay = open({ ...answer, headers: withoutEncoding(answer.headers), controller: this.asController() });
  }

  data(chunk: Buffer): void {
    this.decoder ??= this.startDecoder(chunk);
    if (this.decoder.destroyed || this.decoder.write(chunk)) return;
    this.controller.pause();
    this.decoder.once('drain', () => this.controller.resume());
  }

  end(): void {
    if (this.decoder === null) this.relay?.end();
    else this.decoder.end();
  }

  /** What came before goes first. */
  fail(error: Error): void {
    this.failure = error;
    if (this.decoder === null) this.relay?.fail(error);
    else this.decoder.end();
  }

  stop(reason: 'aborted' | 'interrupted'): void {
    this.decoder?.destroy();
    this.relay?.stop(reason);
  }

  private startDecoder(first: Buffer): Transform {
    const decoder = createDecoder(this.encoding, first);
    decoder.on('data', (bytes: Buffer) => this.decoded(decoder, bytes));
    decoder.on('end', () => (this.failure === null ? this.relay?.end() : this.relay?.fail(this.failure)));
    decoder.on('error', (cause) => this.broke(new StreamEncodingError('STREAM_DAMAGED', { cause })));
    if (this.isHeld) decoder.pause();
    return decoder;
  }

  private decoded(decoder: Transform, bytes: Buffer): void {
    this.size += bytes.length;
    if (this.size <= this.mostBytes) this.relay?.data(bytes);
    else {
      decoder.destroy();
      this.broke(new StreamEncodingError('STREAM_TOO_LARGE'));
    }
  }

  private broke(error: StreamEncodingError): void {
    this.relay?.fail(this.failure ?? error);
    this.controller.abort(error);
  }

  /** The relay holds up the decompression, and that the provider. */
  private asController(): Dispatcher.DispatchController {
    return new DecoderController(this.controller, (isHeld) => {
      this.isHeld = isHeld;
      if (isHeld) this.decoder?.pause();
      else this.decoder?.resume();
    });
  }
}

class DecoderController implements Dispatcher.DispatchController {
  readonly #provider: Dispatcher.DispatchController;
  readonly #hold: (isHeld: boolean) => void;
  #paused = false;

  constructor(provider: Dispatcher.DispatchController, hold: (isHeld: boolean) => void) {
    this.#provider = provider;
    this.#hold = hold;
  }

  get aborted(): boolean {
    return this.#provider.aborted;
  }

  get paused(): boolean {
    return this.#paused;
  }

  get reason(): Error | null {
    return this.#provider.reason;
  }

  abort(reason: Error): void {
    this.#provider.abort(reason);
  }

  pause(): void {
    this.#paused = true;
    this.#hold(true);
  }

  resume(): void {
    this.#paused = false;
    this.#hold(false);
  }
}

function withoutEncoding(headers: IncomingHttpHeaders): IncomingHttpHeaders {
  const { 'content-encoding': _, ...rest } = headers;
  return rest;
}
