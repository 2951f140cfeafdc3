import type { CaptureLog } from '../log';

export interface MemoryLog extends CaptureLog {
  lines: { level: string; message: string; fields: object }[];
}

export function memoryLog(): MemoryLog {
  const lines: MemoryLog['lines'] = [];
  const at = (level: string) => (fields: object, message: string) => void lines.push({ level, message, fields });
  return { lines, info: at('info'), warn: at('warn'), error: at('error') };
}
