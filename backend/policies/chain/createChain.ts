import { requestTexts, responseTexts } from '@lens/core/formats';
import type { PolicyEvent } from '../../call';
import { silentLog, type Log } from '../../log';
import type { ChainCall, PolicyChain } from '../chain.types';
import type { Elsewhere } from './elsewhere';
import { createEventLog } from './eventLog';
import { countFailures, createOnFailure } from './failures';
import type { ConfiguredPolicy, Hook, Link } from './links';
import { runBody } from './runBody';
import { openStream } from './stream/openStream';
import { unreadBody, unreadRule, type UnreadRule } from './unread';

export interface ChainOptions {
  /** Events that one policy may emit for one direction of a call; those beyond are dropped and counted. */
  maxEvents?: number;
  /** What each policy changed is kept of streams up to this size. */
  maxStepBytes?: number;
  /** A larger event of a stream is not read. */
  maxEventBytes?: number;
  /** More events of a stream that came together are gone through in several turns of the event loop; 250 unless told. */
  eventsInTurn?: number;
  /** What becomes of what policies can't read; null for what suits the chain. */
  unread?: UnreadRule | null;
  /** The same of requests; null for as `unread` says. */
  unreadRequests?: Exclude<UnreadRule, 'drop'> | null;
  /** Told of policies that failed. */
  log?: Log;
  /** Where the large bodies of calls are taken to. */
  elsewhere?: Elsewhere | null;
}

const defaultMaxEvents = 500;
const defaultMaxStepBytes = 16 * 1024 * 1024;
const defaultMaxEventBytes = 32 * 1024 * 1024;
/** Some milliseconds of work. */
const defaultEventsInTurn = 250;

/** Puts policies in a row. One chain serves all calls of its route at once. */
export function chainOf(policies: readonly ConfiguredPolicy[], options: ChainOptions = {}): PolicyChain {
  const links: Link[] = policies.map((configured, index) => ({ ...configured, index }));
  const redacting = links.filter(({ policy }) => policy.redacts === true);
  const ofMainRoutes = byHook(links);
  const ofOthers = byHook(redacting);
  const linksOf = ({ operation }: ChainCall) => (operation === 'passthrough' ? ofOthers : ofMainRoutes);
  const statesOf = createStates();
  const failures = countFailures(links);
  let lateEvents = 0;

  function common(call: ChainCall, phase: PolicyEvent['phase']) {
    const maxEvents = options.maxEvents ?? defaultMaxEvents;
    const log = createEventLog(call, phase, { maxEvents, onLateEvent: () => (lateEvents += 1) });
    return {
      call,
      stateOf: statesOf(call),
      elsewhere: options.elsewhere ?? null,
      log,
      onFailure: createOnFailure(call, {
        events: log,
        log: options.log ?? silentLog,
        count: (link, hook, reason) => failures.add(link, hook, reason),
      }),
    };
  }

  return {
    failures: () => failures.counts(),
    names: namesOf(links),
    redactors: namesOf(redacting),
    others: {
      names: namesOf(redacting),
      request: ofOthers.onRequest.length > 0,
      response: ofOthers.onResponse.length > 0 || ofOthers.onStream.length > 0,
    },
    lateEvents: () => lateEvents,
    onRequest(bytes, body, call) {
      const run = { ...common(call, 'request'), hook: 'onRequest', links: linksOf(call).onRequest } as const;
      return runBody({ ...run, readTexts: requestTexts }, bytes, body);
    },
    onUnreadRequest(bytes, call) {
      const { log } = common(call, 'request');
      const [first] = linksOf(call).onRequest;
      if (first === undefined) return { bytes, body: {}, steps: [], events: log.close(), timings: [], blocked: null };
      const rule = options.unreadRequests ?? options.unread ?? null;
      return unreadBody(rule, { direction: 'request', bytes, link: first, log });
    },
    onResponse(bytes, body, call) {
      const run = { ...common(call, 'response'), hook: 'onResponse', links: linksOf(call).onResponse } as const;
      return runBody({ ...run, readTexts: responseTexts }, bytes, body);
    },
    onErrorResponse(bytes, body, call) {
      const [first] = ofOthers.onResponse;
      if (first === undefined) return null;
      const run = { ...common(call, 'response'), hook: 'onResponse', links: ofOthers.onResponse } as const;
      if (body !== null) return runBody({ ...run, readTexts: responseTexts }, bytes, body);
      return unreadBody(options.unread ?? null, { direction: 'response', bytes, link: first, log: run.log });
    },
    onUnreadResponse(bytes, call) {
      const [first] = linksOf(call).onResponse;
      if (first === undefined) return null;
      if (options.unread !== 'pass') return null;
      return unreadBody('pass', { direction: 'response', bytes, link: first, log: common(call, 'response').log });
    },
    readsStream: (call) => linksOf(call).onStream.length > 0,
    openStream(call) {
      const { onStream } = linksOf(call);
      if (onStream.length === 0) return null;
      const { maxStepBytes = defaultMaxStepBytes, maxEventBytes = defaultMaxEventBytes, unread = null } = options;
      const rule = unreadRule(unread, onStream);
      const limits = { maxStepBytes, maxEventBytes, eventsInTurn: options.eventsInTurn ?? defaultEventsInTurn };
      return openStream({ ...common(call, 'response'), ...limits, links: onStream, unread: rule });
    },
  };
}

function namesOf(links: readonly Link[]): string[] {
  return links.map(({ policy }) => policy.name);
}

/** Of these policies, those that have each hook. */
function byHook(links: readonly Link[]) {
  const having = (...hooks: Hook[]) => links.filter(({ policy }) => hooks.some((hook) => policy[hook] !== undefined));
  return {
    onRequest: having('onRequest'),
    onResponse: having('onResponse'),
    onStream: having('onStreamEvent', 'onStreamEnd'),
  };
}

/** Each policy's memory of a call lives as long as the call's object does. */
function createStates(): (call: ChainCall) => (link: Link) => unknown {
  const states = new WeakMap<ChainCall, Map<number, unknown>>();
  return (call) =>
    ({ index, policy }) => {
      const ofCall = states.get(call) ?? new Map<number, unknown>();
      states.set(call, ofCall);
      if (!ofCall.has(index)) ofCall.set(index, policy.createState?.());
      return ofCall.get(index);
    };
}
