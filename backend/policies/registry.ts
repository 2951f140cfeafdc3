import { z } from 'zod';
import type { PolicyConfig } from '../config/types';
import type { Policy } from './contract';
import type { PolicyEnvironment } from './environment/policyEnvironment';
import { noop } from './noop';
import { piiRedaction, piiRedactionOptions } from './pii-redaction';
import { textReplacement, textReplacementOptions } from './text-replacement';

/** What a policy is made from. */
type PolicyEntry = Pick<PolicyConfig, 'name' | 'use' | 'options'>;

/** A policy that a configuration can name. */
interface PolicyKind {
  /** What is wrong with the options, one sentence each. */
  check(options: unknown): string[];
  /** Throws {@link PolicyOptionsError} where `check` has something to say. */
  create(entry: PolicyEntry, environment: PolicyEnvironment): Policy;
}

/** A policy's name or options are not what they must be. */
class PolicyOptionsError extends Error {
  readonly code = 'policy_options_invalid';

  constructor(name: string, problems: readonly string[]) {
    super(`The policy ${name} can't be made: ${problems.join('; ')}. Correct its entry in the configuration.`);
    this.name = 'PolicyOptionsError';
  }
}

/** @param needs what it is lent; the rest of the environment stays out of its reach */
function kind<Schema extends z.ZodType, Need extends keyof PolicyEnvironment>(
  schema: Schema,
  needs: readonly Need[],
  create: (name: string, options: z.output<Schema>, environment: Pick<PolicyEnvironment, Need>) => Policy,
): PolicyKind {
  return {
    check(options) {
      const parsed = schema.safeParse(options);
      return parsed.success ? [] : problemsOf(parsed.error);
    },
    create({ name, options }, environment) {
      const parsed = schema.safeParse(options);
      if (!parsed.success) throw new PolicyOptionsError(name, problemsOf(parsed.error));
      return create(name, parsed.data, pick(environment, needs));
    },
  };
}

function pick<Need extends keyof PolicyEnvironment>(
  environment: PolicyEnvironment,
  needs: readonly Need[],
): Pick<PolicyEnvironment, Need> {
  return Object.fromEntries(needs.map((need) => [need, environment[need]])) as Pick<PolicyEnvironment, Need>;
}

function problemsOf({ issues }: z.ZodError): string[] {
  return issues.map(({ path, message }) => `${z.core.toDotPath(['options', ...path])}: ${message}`);
}

/** The only policies there are for a configuration: names, never paths. */
const kinds: ReadonlyMap<string, PolicyKind> = new Map([
  ['noop', kind(z.strictObject({}), [], noop)],
  ['pii-redaction', kind(piiRedactionOptions, ['heldBackChars'], piiRedaction)],
  ['text-replacement', kind(textReplacementOptions, ['heldBackChars'], textReplacement)],
]);

export const policyKinds: readonly string[] = [...kinds.keys()];

/** What is wrong with a policy's entry in a configuration; nothing when it can be made. */
export function validatePolicy({ use, options }: Omit<PolicyEntry, 'name'>): string[] {
  return kinds.get(use)?.check(options) ?? [unknownKind(use)];
}

/** Makes a policy from its entry in a configuration; throws {@link PolicyOptionsError}. */
export function createPolicy(entry: PolicyEntry, environment: PolicyEnvironment): Policy {
  const found = kinds.get(entry.use);
  if (found === undefined) throw new PolicyOptionsError(entry.name, [unknownKind(entry.use)]);
  return found.create(entry, environment);
}

function unknownKind(use: string): string {
  return `there is no policy "${use}"; there are ${policyKinds.join(', ')}`;
}
