const identifier = /^[\w$.]{1,64}$/;

/** An error's class and the place it was thrown at; never its message, which may quote the text a policy worked on. */
export function whereThrown(cause: unknown): { error: string; place: string | null } {
  if (!(cause instanceof Error)) return { error: 'not an Error', place: null };
  const error = identifier.test(cause.name) ? cause.name : 'Error';
  return { error, place: firstFrame(cause) };
}

/** The first line of the stack below the message, `at`: function, file, line and column. */
function firstFrame({ stack = '', message }: Error): string | null {
  const frames = stack.slice(stack.indexOf(message) + message.length);
  return /^ {4}at (.{1,200})/m.exec(frames)?.[1] ?? null;
}
