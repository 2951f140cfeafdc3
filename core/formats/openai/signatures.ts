import { isObject, type JsonObject } from '../../json';
import { choiceName, indexOf, partChannel } from './streamTexts';

/** Reasoning is signed part by part; the last piece of a part has the signature. */
export function openAiSignedBy(data: JsonObject): string[] {
  return [...signedParts(data)].map(({ channel }) => channel);
}

export function openAiUnsign(data: JsonObject, channels: readonly string[]): void {
  for (const { part, channel } of signedParts(data)) if (channels.includes(channel)) delete part['signature'];
}

function* signedParts({ choices }: JsonObject): Generator<{ part: JsonObject; channel: string }> {
  for (const choice of Array.isArray(choices) ? choices : []) {
    if (!isObject(choice) || !isObject(choice['delta'])) continue;
    const { delta } = choice;
    yield* signedIn(delta, `${choiceName(choice)}.`);
    const specific = delta['provider_specific_fields'];
    if (isObject(specific)) yield* signedIn(specific, `${choiceName(choice)}.provider_specific_fields.`);
  }
}

function* signedIn(delta: JsonObject, before: string): Generator<{ part: JsonObject; channel: string }> {
  for (const [field, parts] of Object.entries(delta)) {
    if (!Array.isArray(parts)) continue;
    for (const [place, part] of parts.entries()) {
      if (isObject(part) && part['signature']) {
        yield { part, channel: before + partChannel(field, indexOf(part, place)) };
      }
    }
  }
}
