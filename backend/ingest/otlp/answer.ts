import type { Response } from 'express';
import protobuf from 'protobufjs/minimal.js';
import { sendJson } from '../../http';

/** Of spans that were not taken: how many, and why. */
export interface PartialSuccess {
  rejectedSpans: number;
  errorMessage: string;
}

/** An `ExportTraceServiceResponse`, in what the request came in. */
export function sendTaken(res: Response, isJson: boolean, partial: PartialSuccess | null): void {
  if (isJson) {
    const told = partial && { partialSuccess: { ...partial, rejectedSpans: String(partial.rejectedSpans) } };
    sendJson(res.status(200), told ?? {});
    return;
  }
  const writer = protobuf.Writer.create();
  if (partial !== null) {
    writer.uint32(tag(1, 2)).fork();
    writer.uint32(tag(1, 0)).int64(partial.rejectedSpans);
    writer.uint32(tag(2, 2)).string(partial.errorMessage).ldelim();
  }
  sendBytes(res.status(200), writer.finish());
}

/** A `google.rpc.Status`, as OTLP has every other answer; its message alone counts. */
export function sendStatus(res: Response, isJson: boolean, status: number, message: string): void {
  res.status(status).set('cache-control', 'no-store');
  if (isJson) sendJson(res, { message });
  else sendBytes(res, protobuf.Writer.create().uint32(tag(2, 2)).string(message).finish());
}

function sendBytes(res: Response, bytes: Uint8Array): void {
  res.set('content-type', 'application/x-protobuf').end(Buffer.from(bytes));
}

function tag(field: number, wireType: number): number {
  return (field << 3) | wireType;
}
