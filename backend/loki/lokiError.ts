/** These lines it takes at no time. */
export function isRefused(error: unknown): boolean {
  return error instanceof LokiError && error.code === 'loki_refused';
}

export class LokiError extends Error {
  /**
   * `loki_refused`: these lines, whenever they come; `loki_away`: it may take them later; `loki_streams`: so it may, but has
   * as many streams as it may have now.
   */
  readonly code: 'loki_refused' | 'loki_away' | 'loki_streams';

  constructor(code: LokiError['code'], message: string, cause?: unknown) {
    super(message, { cause });
    this.name = 'LokiError';
    this.code = code;
  }
}
