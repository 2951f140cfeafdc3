/** What can be told of an error without its message, which may quote the text that somebody worked on. */
export interface ErrorDescription {
  /** The name of its class. */
  type: string;
  code: string | null;
  /** The frame it was thrown in: function, file, line and column. */
  place: string | null;
  /** Frames alone, its own and those of what caused it. */
  stack: string;
}

/** Causes beyond are left out; an error may also be its own cause. */
const maxErrors = 5;
const maxFrames = 20;

const className = /^[A-Za-z_$][\w$]{0,63}$/;
const errorCode = /^(?:[A-Z][A-Z\d_]{0,63}|[a-z][a-z\d_]{0,63}|\d{1,5})$/;
/** `Error`, `TypeError [ERR_INVALID_ARG_TYPE]`: what the first line of a stack begins with. */
const stackHead = /^[\w$.]+(?: \[\w+\])?/;
const frame = /^ {4}at (?:[\w$.#<> ]{1,100}(?: \[as [\w$.#<>]{1,60}\])? \([^\n]{1,300}\)|[^\n]{1,300}:\d+:\d+)$/;

/** Describes whatever was thrown: its classes, codes and places in the code, never a word of its messages. */
export function describeError(error: unknown): ErrorDescription {
  const [first, ...causes] = withCauses(error).map(describeOne);
  const { type = '', code = null, frames = [] } = first ?? {};
  const told = causes.flatMap((cause) => [
    `caused by ${cause.type}${cause.code ? ` (${cause.code})` : ''}`,
    ...cause.frames,
  ]);
  return { type, code, place: frames[0]?.slice('at '.length) ?? null, stack: [...frames, ...told].join('\n') };
}

/** The error, its causes and, of an AggregateError, what it gathers; each once. */
function withCauses(error: unknown): unknown[] {
  const found = new Set([error]);
  for (const known of found) {
    const gathered = read(known, 'errors');
    const nested: unknown[] = [read(known, 'cause')].concat(Array.isArray(gathered) ? gathered : []);
    for (const cause of nested) if (cause !== undefined && cause !== null && found.size < maxErrors) found.add(cause);
  }
  return [...found];
}

function describeOne(error: unknown): { type: string; code: string | null; frames: string[] } {
  if (!isError(error)) return { type: 'not an Error', code: null, frames: [] };
  const type = read(read(error, 'constructor'), 'name');
  const code = read(error, 'code');
  return {
    type: typeof type === 'string' && className.test(type) ? type : 'Error',
    code: (typeof code === 'string' || typeof code === 'number') && errorCode.test(String(code)) ? String(code) : null,
    frames: framesOf(read(error, 'stack'), read(error, 'message')),
  };
}

/**
 * The frames below the message. Only of a stack that begins with the error's very message: of any other, as after the
 * message was changed, nobody can tell where the text ends and the frames begin.
 */
function framesOf(stack: unknown, message: unknown): string[] {
  if (typeof stack !== 'string' || typeof message !== 'string') return [];
  const name = stackHead.exec(stack)?.[0] ?? '';
  const head = `${name}${message === '' ? '' : `: ${message}`}\n`;
  if (!stack.startsWith(head)) return [];
  const lines = stack.slice(head.length).split('\n');
  const foreign = lines.findIndex((line) => !frame.test(line));
  return lines.slice(0, Math.min(foreign === -1 ? lines.length : foreign, maxFrames)).map((line) => line.trim());
}

/** Also of another realm, where `instanceof` does not know it. */
function isError(value: unknown): boolean {
  return value instanceof Error || Error.isError(value);
}

/** A property of what may be anything: to look at it may throw. */
function read(holder: unknown, key: string): unknown {
  try {
    return typeof holder === 'object' || typeof holder === 'function' ? Reflect.get(holder ?? {}, key) : undefined;
  } catch {
    return undefined;
  }
}
