import type { Call, CallView } from '@lens/core/api';
import { formatCount, formatDuration } from '../format';

export type Tone = 'ok' | 'warning' | 'error';

/** How a call ended, in a word for lists and headers. */
export function statusWord(call: Call): string {
  return statusWords[call.status];
}

export const statusWords: Readonly<Record<Call['status'], string>> = {
  complete: 'complete',
  provider_error: 'provider error',
  upstream_failed: 'provider unreachable',
  cut: 'cut off',
  aborted: 'client left',
  blocked: 'blocked',
  rejected: 'refused',
  interrupted: 'interrupted',
};

export function statusTone(call: Call): Tone {
  return toneOf(call.status);
}

export function toneOf(status: Call['status']): Tone {
  if (status === 'complete') return 'ok';
  return status === 'aborted' || status === 'blocked' || status === 'interrupted' ? 'warning' : 'error';
}

export interface Banner {
  tone: Tone;
  title: string;
  text: string;
}

/** What went wrong with a call, in words: what happened, why, what of it was kept. Null when nothing did. */
export function outcomeBanner(view: CallView): Banner | null {
  const { call } = view;
  const tone = statusTone(call);
  const reason = call.errorMessage === null ? '' : ` ${sentence(call.errorMessage)}`;
  switch (call.status) {
    case 'complete':
      return null;
    case 'provider_error':
      return {
        tone,
        title: providerError(call),
        text: `${said(call)}${passedOn(call)}`,
      };
    case 'upstream_failed':
      return { tone, title: unreachable(call), text: `No answer could be passed on${answered(call)}.${reason}` };
    case 'cut':
      return {
        tone,
        title: 'The provider’s answer was cut off',
        text: `${chunksUntil(view)} before it ended without its closing event. The client got what had arrived.${reason}`,
      };
    case 'aborted':
      return { tone, title: 'The client went away', text: clientLeft(view) };
    case 'blocked':
      return { tone, title: blockedBy(view), text: `${blockedWhen(call)}${reason}` };
    case 'rejected':
      return {
        tone,
        title: `Lens refused the request${code(call)}`,
        text: `No provider was called${answered(call)}.${reason}`,
      };
    case 'interrupted':
      return {
        tone,
        title: 'The gateway’s process ended during this call',
        text: `What had been recorded until then is kept; how the call ended for the client is unknown.${reason}`,
      };
  }
}

function providerError(call: Call): string {
  if (call.upstreamStatus === null || call.upstreamStatus < 400)
    return `The provider’s stream ended with an error${code(call)}`;
  return `The provider answered ${call.upstreamStatus}${code(call)}`;
}

/** The provider's own words, which tell most, come first. */
function said({ errorMessage }: Call): string {
  return errorMessage === null ? '' : `“${sentence(errorMessage)}” `;
}

function passedOn({ response }: Call): string {
  return response.changed
    ? 'The client got it as the policies left it.'
    : 'The client got the provider’s answer as it was sent.';
}

function unreachable(call: Call): string {
  return call.errorType === 'timeout'
    ? 'The provider did not answer in time'
    : `The provider could not be reached${code(call)}`;
}

/** Where the answer named no error, its status stands in the place of one: that is told already. */
function code({ errorType, upstreamStatus }: Call): string {
  return errorType === null || errorType === `http_${upstreamStatus}` ? '' : ` (${errorType})`;
}

function answered(call: Call): string {
  return call.httpStatus === null ? '' : `; the client got ${call.httpStatus}`;
}

function chunksUntil({ call, upstreamChunks }: CallView): string {
  const chunks = upstreamChunks?.at.length ?? 0;
  const sent = chunks > 0 ? `It sent ${formatCount(chunks, 'chunk')}` : 'It began to answer';
  return call.durationMs === null ? sent : `${sent} in ${formatDuration(call.durationMs)}`;
}

function clientLeft({ call, clientChunks, upstreamChunks }: CallView): string {
  const chunks = (clientChunks ?? upstreamChunks)?.at.length ?? 0;
  const after = call.durationMs === null ? '' : ` after ${formatDuration(call.durationMs)}`;
  if (!call.stream) return `It left${after}, before it had the whole answer; the provider call was stopped.`;
  if (chunks === 0) return `It left${after}, before the stream began; the provider call was stopped.`;
  return `It left${after} and ${formatCount(chunks, 'chunk')} of the stream; the rest was never received.`;
}

function blockedBy({ call, events }: CallView): string {
  const blocking = events.findLast((event) => event.severity === 'error') ?? events.at(-1);
  if (call.errorType === 'policy_error') return `${blocking?.policy ?? 'A policy'} failed, so the call was stopped`;
  if (call.errorType === 'policy_timeout')
    return `${blocking?.policy ?? 'A policy'} took too long, so the call was stopped`;
  return `Blocked by ${blocking?.policy ?? 'a policy'}`;
}

function blockedWhen(call: Call): string {
  if (call.upstreamStatus === null) return `The provider was never called${answered(call)}.`;
  return `The provider’s answer was not passed on${answered(call)}.`;
}

function sentence(text: string): string {
  return /[.!?…]$/.test(text) ? text : `${text}.`;
}
