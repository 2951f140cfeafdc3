/** What is told of a call can't be so, in one field of it. */
export class InvalidCall extends Error {
  readonly code = 'invalid_call';
  readonly field: string;

  constructor(field: string, message: string) {
    super(message);
    this.name = 'InvalidCall';
    this.field = field;
  }
}
