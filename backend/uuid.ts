import { hash } from 'node:crypto';

const uuid = '[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}';
const whole = new RegExp(`^${uuid}$`);
const anywhere = new RegExp(uuid, 'i');

/** A UUID of any version as it is kept: in lower case. */
export function isUuid(text: string): boolean {
  return whole.test(text);
}

const random = /^[0-9a-f]{8}-[0-9a-f]{4}-[47][0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/i;

/** A UUID of version 4 or 7, whose bits are drawn at random: nobody guesses one (RFC 9562 §5.4, §5.7). */
export function isRandomUuid(text: string): boolean {
  return random.test(text);
}

/** The first UUID that a text is or, as an address does, holds, as it is kept; null without one. */
export function uuidIn(text: string): string | null {
  return anywhere.exec(text)?.[0].toLowerCase() ?? null;
}

/**
 * A UUID made of what something is, so that the same thing has the same one however often it is made: version 8
 * (RFC 9562 §5.8), whose bits come from SHA-256.
 */
export function uuidOf(...parts: readonly (string | number)[]): string {
  const digest = hash('sha256', parts.join('\n'));
  const variant = ((parseInt(digest.charAt(16), 16) & 0x3) | 0x8).toString(16);
  return `${digest.slice(0, 8)}-${digest.slice(8, 12)}-8${digest.slice(13, 16)}-${variant}${digest.slice(17, 20)}-${digest.slice(20, 32)}`;
}
