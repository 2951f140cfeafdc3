import type { ConfigProblem } from './configError';
import type { ReadFile } from './readFile';
import type { LensConfig } from './types';

/** Tells what is wrong with a policy's name or options, or null. The registry of policies provides it. */
export type CheckPolicy = (use: string, options: Record<string, unknown>) => string | null;

/** Names that lead nowhere and policies whose own schema refuses their options. */
export function checkReferences(config: LensConfig, file: ReadFile, checkPolicy: CheckPolicy): ConfigProblem[] {
  const problems: ConfigProblem[] = [];
  const policyList = (names: readonly string[], path: readonly (string | number)[]): void => {
    names.forEach((name, index) => {
      if (name in config.policies || file.isBroken(['policies'])) return;
      problems.push(
        file.problem(
          [...path, index],
          `names the policy ${name}, which does not exist.`,
          known('policies', config.policies),
        ),
      );
    });
  };
  policyList(config.chain, ['chain']);
  config.routes.forEach((route, index) => {
    policyList(route.policies ?? [], ['routes', index, 'policies']);
    if (route.upstream in config.upstreams || file.isBroken(['upstreams'])) return;
    const message = `names the upstream ${route.upstream}, which does not exist.`;
    problems.push(file.problem(['routes', index, 'upstream'], message, known('upstreams', config.upstreams)));
  });
  for (const policy of Object.values(config.policies)) {
    const path = ['policies', policy.name];
    const wrong = file.isBroken(path) ? null : checkPolicy(policy.use, policy.options);
    if (wrong === null) continue;
    problems.push(file.problem(path, wrong, `Correct what ${policy.use} is given; docs/configuration.md lists it.`));
  }
  return problems;
}

function known(kind: string, entries: object): string {
  const names = Object.keys(entries);
  return names.length === 0 ? `Add it under ${kind}.` : `Add it under ${kind}, or use one of: ${names.join(', ')}.`;
}
