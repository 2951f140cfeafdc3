import { z } from 'zod';
import type { PolicyConfig } from '../config/types';
import type { Policy } from './contract';
import { noop } from './noop';
import { piiRedaction, piiRedactionOptions } from './pii-redaction';
import { textReplacement, textReplacementOptions } from './text-replacement';

export interface PolicyEnvironment {
  /** Text a stream policy may hold back per text before it is let go. */
  heldBackChars: number;
}

/** A policy that a configuration can name. */
interface PolicyKind {
  /** What is wrong with the options, one sentence each. */
  check(options: unknown): string[];
  /** Throws {@link PolicyOptionsError} where `check` has something to say. */
  create(config: PolicyConfig, environment: PolicyEnvironment): Policy;
}

/** A policy's name or options are not what they must be. */
export class PolicyOptionsError extends Error {
  readonly code = 'policy_options_invalid';

  constructor(name: string, problems: readonly string[]) {
    super(`The policy ${name} can't be made: ${problems.join('; ')}. Correct its entry in the configuration.`);
    this.name = 'PolicyOptionsError';
  }
}

function kind<Schema extends z.ZodType>(
  schema: Schema,
  create: (name: string, options: z.output<Schema>, environment: PolicyEnvironment) => Policy,
): PolicyKind {
  return {
    check(options) {
      const parsed = schema.safeParse(options);
      return parsed.success ? [] : problemsOf(parsed.error);
    },
    create(config, environment) {
      const parsed = schema.safeParse(config.options);
      if (!parsed.success) throw new PolicyOptionsError(config.name, problemsOf(parsed.error));
      return create(config.name, parsed.data, environment);
    },
  };
}

function problemsOf({ issues }: z.ZodError): string[] {
  return issues.map(({ path, message }) => `${z.core.toDotPath(['options', ...path])}: ${message}`);
}

/** The only policies there are for a configuration: names, never paths. */
const kinds: ReadonlyMap<string, PolicyKind> = new Map([
  ['noop', kind(z.strictObject({}), noop)],
  ['pii-redaction', kind(piiRedactionOptions, piiRedaction)],
  ['text-replacement', kind(textReplacementOptions, textReplacement)],
]);

export const policyKinds: readonly string[] = [...kinds.keys()];

/** What is wrong with a policy's entry in a configuration; nothing when it can be made. */
export function validatePolicy({ use, options }: Pick<PolicyConfig, 'use' | 'options'>): string[] {
  return kinds.get(use)?.check(options) ?? [unknownKind(use)];
}

/** Makes a policy from its entry in a configuration; throws {@link PolicyOptionsError}. */
export function createPolicy(config: PolicyConfig, environment: PolicyEnvironment): Policy {
  const found = kinds.get(config.use);
  if (found === undefined) throw new PolicyOptionsError(config.name, [unknownKind(config.use)]);
  return found.create(config, environment);
}

function unknownKind(use: string): string {
  return `there is no policy "${use}"; there are ${policyKinds.join(', ')}`;
}
