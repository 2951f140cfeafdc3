import type { Log } from '../log';

export interface MemoryLog extends Log {
  lines: { level: string; message: string; fields: object }[];
  /** All that was said, to look for words in. */
  text(): string;
}

/** A log that keeps what it is told. */
export function memoryLog(): MemoryLog {
  const lines: MemoryLog['lines'] = [];
  const at = (level: string) => (fields: object, message: string) => void lines.push({ level, message, fields });
  return { lines, text: () => JSON.stringify(lines), info: at('info'), warn: at('warn'), error: at('error') };
}
