export type AuthErrorCode = 'secrets_unreadable' | 'secrets_invalid' | 'token_invalid';

/** Authentication can't be set up as it is asked for; `message` says what to do. */
export class AuthError extends Error {
  readonly code: AuthErrorCode;

  constructor(code: AuthErrorCode, message: string, cause?: unknown) {
    super(message, cause === undefined ? undefined : { cause });
    this.name = 'AuthError';
    this.code = code;
  }
}
