import type { Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import express from 'express';
import type { CallListener, Capture } from '../../call';
import {
  extendConfig,
  loadConfig,
  type LensConfig,
  type LimitsConfig,
  type RouteConfig,
  type UpstreamConfig,
} from '../../config';
import { silentLog, type Log } from '../../log';
import { chainOf, type PolicyChain } from '../../policies';
import { createGateway, createHttpServer, gatewayTokenCheck, shutDown, type Gateway, type LargeBodies } from '..';
import { collectCapture, type CollectingCapture } from './collectCapture';
import { policyName, type Hooks } from './policies';
import { startStandIn, type Answer, type StandInProvider } from './standInProvider';

export const GATEWAY_TOKEN = 'lens_0123456789abcdef';
export const API_TOKEN = 'lens_api_0123456789abcdef';

export interface TestGateway {
  url: string;
  server: Server;
  gateway: Gateway;
  provider: StandInProvider;
  capture: CollectingCapture;
  errors: string[];
  stop(): Promise<void>;
}

export interface TestGatewayOptions {
  limits?: Partial<LimitsConfig>;
  headers?: Partial<LensConfig['headers']>;
  /** Over both built-in upstreams. */
  upstream?: Partial<UpstreamConfig>;
  upstreams?: Partial<Record<string, Partial<UpstreamConfig>>>;
  routes?: RouteConfig[];
  /** The one policy that calls go through. */
  policy?: Hooks;
  /** Makes something else of the chain of that policy. */
  breakChain?: (chain: PolicyChain) => PolicyChain;
  /** Null for capture off. */
  capture?: Capture | null;
  listeners?: CallListener[];
  largeBodies?: LargeBodies;
  isGatewayToken?: (candidate: string) => boolean;
}

/** A gateway in front of a stand-in provider for both APIs, with a capture that keeps what it is told. */
export async function startTestGateway(answer: Answer, options: TestGatewayOptions = {}): Promise<TestGateway> {
  const provider = await startStandIn(answer);
  const capture = collectCapture();
  const errors: string[] = [];
  const log: Log = {
    ...silentLog,
    error: (fields, message) => void errors.push(`${message} ${JSON.stringify(fields)}`),
  };
  const gateway = createGateway({
    config: testConfig(provider.url, options),
    capture: options.capture === undefined ? capture : options.capture,
    makeChain: (names) => {
      const { policy = {}, breakChain = (chain) => chain } = options;
      const policies = names.map((name) => ({
        policy: { name, ...policy },
        onError: 'closed' as const,
        timeoutMs: 30_000,
      }));
      const { responseBytes: maxEventBytes, unread, unreadRequests } = testConfig(provider.url, options).limits;
      return breakChain(chainOf(policies, { log, maxEventBytes, unread, unreadRequests }));
    },
    isGatewayToken: options.isGatewayToken ?? gatewayTokenCheck(GATEWAY_TOKEN),
    isApiToken: gatewayTokenCheck(API_TOKEN),
    identityKey: 'test key',
    listeners: options.listeners ?? [],
    ...(options.largeBodies && { largeBodies: options.largeBodies }),
    log,
  });
  const app = express().disable('x-powered-by');
  gateway.mount(app);
  const server = createHttpServer(app, testConfig(provider.url, options).limits, gateway);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${port}`,
    server,
    gateway,
    provider,
    capture,
    errors,
    stop: async () => {
      await shutDown(server, gateway, 0);
      await provider.stop();
    },
  };
}

function testConfig(
  baseUrl: string,
  { limits, headers, upstream, upstreams = {}, routes = [], policy }: TestGatewayOptions,
): LensConfig {
  const config = loadConfig({ file: null, env: {} });
  const chain = policy === undefined ? [] : [policyName];
  const addition = {
    upstreams: (['openai', 'anthropic'] as const).map((name) => ({
      name,
      api: name,
      baseUrl,
      ...upstream,
      ...upstreams[name],
    })),
    routes,
    policies: chain.map((name) => ({ name, use: name })),
  };
  return {
    ...extendConfig(config, addition),
    limits: { ...config.limits, ...limits },
    headers: { ...config.headers, ...headers },
    chain,
  };
}
