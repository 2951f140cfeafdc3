/** One thing wrong with the configuration: where it is and what to do about it. */
export interface ConfigProblem {
  /** The file, or `environment`. */
  source: string;
  line: number | null;
  /** `upstreams.openai.base_url`, or the name of a variable. */
  path: string;
  message: string;
  remedy: string;
}

/** Everything that is wrong with the configuration, found in one go. */
export class ConfigError extends Error {
  readonly code = 'config_invalid';
  readonly problems: ConfigProblem[];

  constructor(problems: ConfigProblem[], cause?: unknown) {
    const count = problems.length === 1 ? '1 problem' : `${problems.length} problems`;
    super(`The configuration has ${count}:\n${problems.map(formatProblem).join('\n')}`, { cause });
    this.name = 'ConfigError';
    this.problems = problems;
  }
}

function formatProblem({ source, line, path, message, remedy }: ConfigProblem): string {
  const place = line === null ? source : `${source}:${line}`;
  return `  ${place}  ${path}: ${message} ${remedy}`;
}
