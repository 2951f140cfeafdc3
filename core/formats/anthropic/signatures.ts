import { isObject, type Json, type JsonObject } from '../../json';
import { blockChannel } from './streamTexts';

/** A signature comes in a delta of its own, or with the block whose thinking it covers. */
export function anthropicSignedBy(data: JsonObject): string[] {
  const { delta, content_block: block } = data;
  const inDelta = signsBlock(delta);
  const inBlock = isObject(block) && Boolean(block['signature']);
  return inDelta || inBlock ? [blockChannel(data['index'])] : [];
}

/** Servers that sign nothing send an empty signature. */
export function signsBlock(delta: Json | undefined): boolean {
  return isObject(delta) && delta['type'] === 'signature_delta' && Boolean(delta['signature']);
}

/** False when the event is the signature alone. */
export function anthropicUnsign({ content_block: block }: JsonObject): boolean {
  if (!isObject(block)) return false;
  if (block['signature'] !== undefined) block['signature'] = '';
  return true;
}
