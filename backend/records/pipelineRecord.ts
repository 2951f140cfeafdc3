import type { JsonObject } from '@lens/core/json';
import { redactForSinks } from '@lens/core/privacy';
import { LuthienRecord } from './luthienRecord';
import type { Payload } from './payload';

export type PipelineStage =
  'client_request' | 'format_conversion' | 'backend_request' | 'backend_response' | 'client_response' | 'stream_chunk';

/** What a call was at one stage of its way through the gateway. */
export class PipelineRecord extends LuthienRecord {
  readonly record_type = 'pipeline';
  readonly pipeline_stage: PipelineStage;
  readonly payload: Payload;

  constructor(transaction_id: string, pipeline_stage: PipelineStage, payload: Payload) {
    super(transaction_id);
    this.pipeline_stage = pipeline_stage;
    this.payload = payload;
  }

  /** To look for secrets is what a record costs: in a payload that was done when it was made. */
  override redacted(): JsonObject {
    const { payload: _, ...fields } = this.toJSON();
    return { ...redactForSinks(fields), payload: this.payload };
  }
}
