import { z } from 'zod';
import { leastRecorderMemory, longestMs, longestRetentionDays } from './defaults';

/** The keys of `lens.yaml`, as written there. Every key may be left out; what an entry must have is said at its schema. */

const positive = z.number().int().positive();
const milliseconds = positive.max(longestMs);
const name = z.string().regex(/^[A-Za-z0-9][A-Za-z0-9_.-]{0,63}$/, {
  error: 'is not a usable name: letters, digits, ".", "_" and "-", 64 at most, starting with a letter or digit',
});

export const upstreamSchema = z.strictObject({
  api: z.enum(['openai', 'anthropic']).optional(),
  provider: name.optional(),
  base_url: z.string().optional(),
  key_env: z.string().min(1).optional(),
  connect_timeout_ms: milliseconds.optional(),
  headers_timeout_ms: milliseconds.optional(),
  idle_timeout_ms: milliseconds.optional(),
  max_connections: positive.optional(),
});

const routeSchema = z.strictObject({
  model: z.string().min(1),
  upstream: z.string(),
  policies: z.array(z.string()).optional(),
});

const policySchema = z.strictObject({
  use: z.string().min(1),
  on_error: z.enum(['closed', 'open']).optional(),
  timeout_ms: milliseconds.optional(),
  options: z.record(z.string(), z.unknown()).optional(),
});

export const fileSchema = z.strictObject({
  server: z
    .strictObject({
      host: z
        .string()
        .regex(/^[\w.:%-]+$/, { error: 'is no host name and no IP address' })
        .optional(),
      port: z.number().int().min(0).max(65_535).optional(),
      public_url: z.string().optional(),
    })
    .optional(),
  api: z.strictObject({ rate_limit_per_minute: positive.optional() }).optional(),
  upstreams: z.record(name, upstreamSchema).optional(),
  routes: z.array(routeSchema).optional(),
  policies: z.record(name, policySchema).optional(),
  chain: z.array(z.string()).optional(),
  passthrough: z.enum(['allow', 'refuse']).optional(),
  limits: z
    .strictObject({
      body_bytes: positive.optional(),
      bodies_bytes: positive.optional(),
      response_bytes: positive.optional(),
      json_depth: positive.optional(),
      json_values: positive.optional(),
      header_time_ms: milliseconds.optional(),
      request_time_ms: milliseconds.optional(),
      stream_duration_ms: milliseconds.optional(),
      concurrent_calls: positive.optional(),
      held_back_chars: positive.optional(),
    })
    .optional(),
  capture: z
    .strictObject({
      mode: z.enum(['full', 'off']).optional(),
      durability: z.enum(['memory', 'process', 'disk']).optional(),
      spool_bytes: positive.optional(),
      segment_bytes: positive.optional(),
      when_full: z.enum(['drop-new', 'drop-oldest']).optional(),
      call_bytes: positive.optional(),
      recorder_memory_bytes: z.number().int().min(leastRecorderMemory).optional(),
    })
    .optional(),
  storage: z
    .strictObject({
      data_dir: z.string().min(1).optional(),
      retention_days: positive.max(longestRetentionDays).optional(),
    })
    .optional(),
  grafana: z.strictObject({ url: z.string().optional() }).optional(),
});

export type ConfigFile = z.infer<typeof fileSchema>;
export type UpstreamEntry = z.infer<typeof upstreamSchema>;
