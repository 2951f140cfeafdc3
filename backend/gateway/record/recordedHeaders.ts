import type { IncomingHttpHeaders } from 'node:http';
import { recordedLocation } from './recordedAddress';

/** Request headers that are stored: a list of what may be, so that a credential of an unknown name never is. */
const requestNames = [
  'content-type',
  'content-encoding',
  'accept',
  'user-agent',
  'anthropic-version',
  'anthropic-beta',
  'anthropic-dangerous-direct-browser-access',
  'openai-organization',
  'openai-project',
  'openai-beta',
  'idempotency-key',
  'x-app',
  'x-stainless-lang',
  'x-stainless-package-version',
  'x-stainless-runtime',
  'x-stainless-runtime-version',
  'x-stainless-os',
  'x-stainless-arch',
  'x-stainless-retry-count',
  'x-stainless-timeout',
];

const responseNames = new Set([
  'content-type',
  'content-encoding',
  'request-id',
  'x-request-id',
  'cf-ray',
  'retry-after',
  'retry-after-ms',
  'x-should-retry',
  'openai-processing-ms',
  'openai-version',
  'openai-model',
  'openai-organization',
  'anthropic-organization-id',
  'location',
]);

const responsePrefixes = ['x-ratelimit-', 'anthropic-ratelimit-', 'anthropic-priority-'];

export function recordedRequestHeaders(headers: IncomingHttpHeaders): Record<string, string> {
  const recorded: Record<string, string> = {};
  for (const name of requestNames) {
    const value = headers[name];
    if (value !== undefined) recorded[name] = String(value);
  }
  return recorded;
}

export function recordedResponseHeaders(
  headers: IncomingHttpHeaders | null,
  isToken: (candidate: string) => boolean,
): Record<string, string> {
  const recorded: Record<string, string> = {};
  for (const name in headers) {
    if (!responseNames.has(name) && !responsePrefixes.some((prefix) => name.startsWith(prefix))) continue;
    const value = String(headers[name]);
    recorded[name] = name === 'location' ? recordedLocation(value, isToken) : value;
  }
  return recorded;
}
