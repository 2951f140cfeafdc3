import type { JsonObject } from '@lens/core/json';
import type { LuthienRecord } from './luthienRecord';

/** Where a call stands among traces. */
export interface CallIdentity {
  callId: string;
  traceId: string;
  spanId: string;
}

/** A record on its way to the places that take events, already redacted and bounded for them. */
export interface LuthienEvent {
  /** `luthien.` and the record's type. */
  type: string;
  call: CallIdentity;
  level: 'info' | 'warn' | 'error';
  /** Milliseconds since the Unix epoch, with fractions. */
  at: number;
  /** Of a pipeline record its stage. */
  payloadType: string | null;
  fields: JsonObject;
}

/** Takes an event to one place. What it throws is its own affair. */
export type EmitEvent = (event: LuthienEvent) => void;

/** What is recorded of one call goes through here, whatever its type. */
export class ObservabilityContext {
  private readonly call: CallIdentity;
  private readonly emitEvent: EmitEvent;

  constructor(call: CallIdentity, emitEvent: EmitEvent) {
    this.call = call;
    this.emitEvent = emitEvent;
  }

  /** One event of a record, with all of its fields. */
  record(record: LuthienRecord, { level = 'info', at }: { level?: LuthienEvent['level']; at: number }): void {
    const fields = record.redacted();
    const stage = fields['pipeline_stage'];
    this.emitEvent({
      type: `luthien.${record.record_type}`,
      call: this.call,
      level,
      at,
      payloadType: typeof stage === 'string' ? stage : null,
      fields,
    });
  }
}
