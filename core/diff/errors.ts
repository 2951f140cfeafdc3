/** A delta was applied to a body that it was not made from. */
export class DeltaMismatch extends Error {
  readonly code = 'delta_mismatch';

  constructor(expected: string) {
    super(`The delta does not belong to this body: it expects ${expected}. Diff the two bodies again.`);
    this.name = 'DeltaMismatch';
  }
}
