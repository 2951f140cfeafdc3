import type { Relay } from './relay';

/** A byte order mark and blanks may stand before either. */
const blank = /^(?:\xef\xbb\xbf)?\s*/;
const begin = /^(?:(?:data|event|id|retry)?:|(?:data|event)[\r\n])/;
/** As much of a field's name as there is yet. */
const beginning = /^(?:d(?:a(?:ta?)?)?|e(?:v(?:e(?:nt?)?)?)?|i(?:d)?|r(?:e(?:t(?:ry?)?)?)?)?$/;

/** Chunks that are waited for: of one that sends blanks for a while, JSON is to come. */
const patience = 8;

/**
 * Some servers say that they send JSON and stream events all the same. What an answer is, its first bytes tell: they
 * decide between a relay that streams and one that gathers.
 */
export class UndecidedRelay implements Relay {
  private readonly whole: () => Relay;
  private readonly streamed: () => Relay | null;
  private held: Buffer[] = [];
  /** Null while it is not known yet, and when the answer was turned down. */
  private relay: Relay | null = null;
  private decided = false;

  /** @param streamed null when the stream may not be passed on, and the client was told so */
  constructor(open: { whole(): Relay; streamed(): Relay | null }) {
    this.whole = () => open.whole();
    this.streamed = () => open.streamed();
  }

  data(chunk: Buffer): void {
    if (this.decided) {
      this.relay?.data(chunk);
      return;
    }
    this.held.push(chunk);
    const head = Buffer.concat(this.held).toString('latin1').replace(blank, '');
    if (!beginning.test(head) || this.held.length > patience) this.decide(begin.test(head));
  }

  end(): void {
    this.decide(false);
    this.relay?.end();
  }

  fail(error: Error): void {
    this.decide(false);
    this.relay?.fail(error);
  }

  stop(reason: 'aborted' | 'interrupted'): void {
    this.decide(false);
    this.relay?.stop(reason);
  }

  private decide(isStream: boolean): void {
    if (this.decided) return;
    this.decided = true;
    this.relay = isStream ? this.streamed() : this.whole();
    for (const chunk of this.held.splice(0)) this.relay?.data(chunk);
  }
}
