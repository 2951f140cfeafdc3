import type { ConfigProblem } from './configError';
import { remedyOf, type Kind } from './settings/kinds';

export type Environment = Readonly<Record<string, string | undefined>>;

/** Reads a variable as what its setting has to be; what it is not is reported. */
export type ReadVariable = <T>(name: string, kind: Kind<T>) => T | undefined;

export function readEnvironment(env: Environment, problems: ConfigProblem[]): ReadVariable {
  return (name, kind) => {
    const given = variableText(env, name);
    if (given === undefined) return undefined;
    const parsed = kind.schema.safeParse(kind.fromText(given));
    if (parsed.success) return parsed.data;
    for (const issue of parsed.error.issues) {
      const remedy = (remedyOf(issue) ?? 'Correct it').replace(/\.$/, '');
      problems.push(environmentProblem(name, issue.message, `${remedy}, or unset it.`));
    }
    return undefined;
  };
}

/** An empty variable counts as unset, as shells and `.env` files leave them. */
export function variableText(env: Environment, name: string): string | undefined {
  const value = env[name]?.trim();
  return value === '' ? undefined : value;
}

export function environmentProblem(name: string, message: string, remedy: string): ConfigProblem {
  return { source: 'environment', line: null, path: name, message, remedy };
}
