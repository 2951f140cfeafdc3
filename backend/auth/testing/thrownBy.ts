/** What `action` throws; fails when it does not. */
export function thrownBy(action: () => unknown): Error & { code?: unknown } {
  try {
    action();
  } catch (error) {
    if (error instanceof Error) return error;
    throw error;
  }
  throw new Error('Nothing was thrown.');
}
