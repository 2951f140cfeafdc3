import { LuthienRecord } from './luthienRecord';

export type PipelineStage =
  'client_request' | 'format_conversion' | 'backend_request' | 'backend_response' | 'client_response' | 'stream_chunk';

/** What a call was at one stage of its way through the gateway. */
export class PipelineRecord extends LuthienRecord {
  readonly record_type = 'pipeline';
  readonly pipeline_stage: PipelineStage;
  readonly payload: string;

  constructor(transaction_id: string, pipeline_stage: PipelineStage, payload: string) {
    super(transaction_id);
    this.pipeline_stage = pipeline_stage;
    this.payload = payload;
  }
}
