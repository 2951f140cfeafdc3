import { styleText } from 'node:util';
import { z } from 'zod';

const entrySchema = z.looseObject({
  timestamp: z.string(),
  level: z.string(),
  service: z.string(),
  component: z.string().default(''),
  message: z.string().default(''),
});

const colours: Readonly<Record<string, 'red' | 'yellow' | 'green'>> = { error: 'red', warn: 'yellow', info: 'green' };
const componentWidth = 12;

/** A line of the log as somebody at a terminal reads it: time, level, part, sentence, fields. */
export function prettyLine(line: string): string {
  const { timestamp, level, service: _, component, message, ...fields } = entrySchema.parse(JSON.parse(line));
  const time = timestamp.slice(11, 23);
  const name = styleText(colours[level] ?? 'green', level.toUpperCase().padEnd(5), { validateStream: false });
  const rest = Object.entries(fields).flatMap(([key, value]) => toldOf(key, value));
  return `${time} ${name} ${component.padEnd(componentWidth)} ${[message, ...rest].join(' ')}\n`;
}

/** An error has a line of its own for each frame. */
function toldOf(key: string, value: unknown): string[] {
  if (key === 'err' && typeof value === 'object' && value !== null && 'stack' in value && 'type' in value) {
    const frames = String(value.stack).split('\n').join('\n    ');
    return [`${key}=${String(value.type)}${frames === '' ? '' : `\n    ${frames}`}`];
  }
  return [`${key}=${typeof value === 'string' && /^[^\s"=]+$/.test(value) ? value : JSON.stringify(value)}`];
}
