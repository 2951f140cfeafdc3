import type { JsonObject } from '../../json';

export function anthropicFinishReason(body: JsonObject): string | null {
  const reason = body['stop_reason'];
  return typeof reason === 'string' ? reason : null;
}
