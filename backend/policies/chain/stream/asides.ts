import type { StreamText } from '@lens/core/formats';

/**
 * What stands in the comments, `id:` and `retry:` lines of an event, as texts: clients pass over them, people and programs
 * that read the stream do not.
 */
export class Asides {
  /** What was written in their places, by their order; empty while that is nothing. */
  readonly written: (string | undefined)[] = [];
  readonly #given: readonly string[];

  constructor(given: readonly string[]) {
    this.#given = given;
  }

  texts(): StreamText[] {
    return this.#given.map((aside, index) => ({
      path: ['asides', index],
      role: 'assistant',
      kind: 'other',
      json: false,
      signed: false,
      text: this.written[index] ?? aside,
      channel: `asides.${index}`,
      whole: true,
      unsure: true,
      replace: (text) => {
        if (text !== (this.written[index] ?? aside)) this.written[index] = text;
      },
    }));
  }
}
