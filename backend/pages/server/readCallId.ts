const uuid = /[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}/i;

/** The call id that a text is or, as in the address of a call's page, holds; null without one. */
export function readCallId(text: string): string | null {
  return uuid.exec(text)?.[0].toLowerCase() ?? null;
}
