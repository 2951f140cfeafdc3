import { isStreamPiece, type Api } from '@lens/core/formats';
import { isObject } from '@lens/core/json';
import type { ProviderAnswer, Relay } from './relay';

/** A byte order mark and blanks may stand before either. */
const blank = /^(?:\xef\xbb\xbf)?\s*/;
const begin = /^(?:(?:data|event|id|retry)?:|(?:data|event)[\r\n])/;
/** As much of a field's name as there is yet. */
const beginning = /^(?:d(?:a(?:ta?)?)?|e(?:v(?:e(?:nt?)?)?)?|i(?:d)?|r(?:e(?:t(?:ry?)?)?)?)?$/;

const openingBrace = 0x7b;

/** A line of JSON that is longer is taken for a whole answer. */
const longestLine = 64 * 1024;
/** Chunks that are waited for: of one that sends blanks for a while, JSON is to come. */
const patience = 16;

/** Opens the relay that an answer needs. */
export interface RelayOpener {
  openWhole(answer: ProviderAnswer): Relay;
  /** Null when the stream may not be passed on, and the client was told so. */
  openStream(answer: ProviderAnswer): Relay | null;
}

/**
 * Some servers say that they send JSON and stream events all the same. What an answer is, its first bytes tell: they
 * decide between a relay that streams and one that gathers.
 */
export class UndecidedRelay implements Relay {
  private readonly opener: RelayOpener;
  private readonly answer: ProviderAnswer;
  private readonly lines: Api | null;
  private held: Buffer[] = [];
  /** Null while it is not known yet, and when the answer was turned down. */
  private relay: Relay | null = null;
  private decided = false;

  /** @param lines the API whose lines of JSON may come, where a stream was asked for */
  constructor(opener: RelayOpener, answer: ProviderAnswer, lines: Api | null) {
    this.opener = opener;
    this.answer = answer;
    this.lines = lines;
  }

  data(chunk: Buffer): void {
    // Nearly all answers: to look at the rest of it would cost more than to pass it on.
    if (this.lines === null && this.held.length === 0 && chunk[0] === openingBrace) this.decide(false);
    if (this.decided) {
      this.relay?.data(chunk);
      return;
    }
    this.held.push(chunk);
    const head = Buffer.concat(this.held).toString('latin1').replace(blank, '');
    const isLate = this.held.length > patience || head.length > longestLine;
    if (this.lines !== null && head.startsWith('{') && !isLate) this.decideByLine(head, this.lines);
    else if (!beginning.test(head) || isLate) this.decide(begin.test(head));
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

  /** The first of several lines says what it is; a whole answer has no line by itself, or is one. */
  private decideByLine(head: string, api: Api): void {
    const end = head.indexOf('\n');
    if (end === -1) return;
    const line = parse(Buffer.from(head.slice(0, end), 'latin1').toString());
    this.decide(isObject(line) && isStreamPiece(api, line));
  }

  private decide(isStream: boolean): void {
    if (this.decided) return;
    this.decided = true;
    this.relay = isStream ? this.opener.openStream(this.answer) : this.opener.openWhole(this.answer);
    for (const chunk of this.held.splice(0)) this.relay?.data(chunk);
  }
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    // A part of JSON that stands in several lines.
    return null;
  }
}
