import { setOwn, type Json, type JsonObject, type Path } from '../../json';
import type { TextDocument } from './textDocument';
import type { TextKind, TextSegment } from '../types';

/** What a reader of a format knows about a text besides the text. */
export interface TextFacts {
  role: TextSegment['role'];
  kind: TextKind;
  json?: boolean;
  signed?: boolean;
  unsure?: true;
  /** Called when another text was written: what was derived from the old one has to go. */
  changed?: () => unknown;
}

/** The text at the last step of `path`, which is a key or index of `holder`; nothing for an empty text or no text. */
export function* textAt(holder: JsonObject | Json[], path: Path, facts: TextFacts): Generator<TextSegment> {
  const step = path.at(-1);
  if (step === undefined || !Object.hasOwn(holder, step)) return;
  const value = read(holder, step);
  if (typeof value === 'string' && value !== '') yield segment(value, (text) => write(holder, step, text), path, facts);
}

/** A number as text; it stays a number unless it is replaced by another text. */
export function numberAt(holder: JsonObject | Json[], path: Path, value: number, facts: TextFacts): TextSegment {
  return segment(String(value), (text) => write(holder, path.at(-1) ?? '', text), path, facts);
}

/** The text of a document that is sent encoded, and is written so again. */
export function documentAt(
  holder: JsonObject | Json[],
  path: Path,
  { text, encode }: TextDocument,
  facts: TextFacts,
): TextSegment {
  return segment(text, (other) => write(holder, path.at(-1) ?? '', encode(other)), path, facts);
}

function segment(text: string, put: (text: string) => void, path: Path, facts: TextFacts): TextSegment {
  let current = text;
  return {
    path,
    role: facts.role,
    kind: facts.kind,
    json: facts.json ?? false,
    signed: facts.signed ?? false,
    text,
    ...(facts.unsure ? { unsure: true } : {}),
    replace(next) {
      if (next === current) return;
      current = next;
      put(next);
      facts.changed?.();
    },
  };
}

function read(holder: JsonObject | Json[], step: string | number): Json | undefined {
  return Array.isArray(holder) ? holder[Number(step)] : holder[step];
}

function write(holder: JsonObject | Json[], step: string | number, text: string): void {
  if (Array.isArray(holder)) holder[Number(step)] = text;
  else setOwn(holder, String(step), text);
}
