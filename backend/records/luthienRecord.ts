import type { JsonObject } from '@lens/core/json';
import { redactForSinks } from '@lens/core/privacy';

/**
 * Something that happened in a call, for observability: a class for each type. A new type needs its class alone, with a
 * `record_type` and its fields, whose names are those of the line that it becomes.
 */
export abstract class LuthienRecord {
  abstract readonly record_type: string;
  /** The call that it belongs to. */
  readonly transaction_id: string;

  constructor(transaction_id: string) {
    this.transaction_id = transaction_id;
  }

  /** All fields that there are, those of types to come included. */
  toJSON(): Record<string, unknown> {
    const { record_type, transaction_id, ...fields } = this;
    return { record_type, transaction_id, ...fields };
  }

  /** The same as every place that takes events may have it. */
  redacted(): JsonObject {
    return redactForSinks(this.toJSON());
  }
}
