import type { Policy } from '../contract';
import type { TextPolicyOptions } from './options';
import { rewriteBody } from './rewriteBody';
import { rewriteWhole } from './rewriteWhole';
import { createTextStream, type TextStream } from './textStream';
import { refusalOfDocument } from './unreadDocuments';

const nothing = { data: null };

interface TextState {
  stream: TextStream | null;
}

/** A policy that rewrites text: one rule for both APIs, plain and streamed, in plain text and in JSON. */
export function textPolicy(options: TextPolicyOptions): Policy<TextState> {
  const { name, redacts, applyTo } = options;
  const refuses = redacts && options.unreadDocuments === 'refuse';
  const policy: Policy<TextState> = { name, redacts, offLoop: true, createState: () => ({ stream: null }) };
  if (applyTo !== 'response') {
    policy.onRequest = (request, ctx) => {
      const refusal = refuses ? refusalOfDocument(request.body, 'request', ctx, options) : null;
      if (refusal !== null) return refusal;
      rewriteBody(request, ctx, options);
      return undefined;
    };
  }
  if (applyTo !== 'request') {
    policy.onResponse = (response, ctx) => {
      const refusal = refuses ? refusalOfDocument(response.body, 'response', ctx, options) : null;
      if (refusal !== null) return refusal;
      rewriteBody(response, ctx, options);
      return undefined;
    };
    policy.onStreamEvent = (event, ctx) => {
      const { data } = refuses ? event : nothing;
      const refusal = data === null ? null : refusalOfDocument(data, 'response', ctx, options);
      return refusal ?? (ctx.state.stream ??= createTextStream(options, ctx)).push(event);
    };
    policy.largeEvents = {
      followed: ({ stream }) => stream?.followed() ?? [],
      onTexts: (event, followed, ctx) => rewriteWhole(event, { options, followed, ctx }),
    };
    policy.onStreamPause = ({ state }) => state.stream?.pause() ?? [];
    policy.onStreamEnd = ({ state }, { isCut }) => state.stream?.end(isCut) ?? [];
  }
  return policy;
}
