import { isObject } from '@lens/core/json';
import { isMap, isScalar, isSeq, LineCounter, parseDocument, type Document, type Node } from 'yaml';
import type { z } from 'zod';
import { messageOf } from '../errors';
import type { ConfigProblem } from './configError';
import { fileSchema, type ConfigFile } from './fileSchema';

/** A parsed file and a way to say where in it a key stands. */
export interface ReadFile {
  content: ConfigFile;
  problems: ConfigProblem[];
  /** Sections that failed the schema and so are missing in `content`. */
  failed: ReadonlySet<PropertyKey>;
  problem(path: readonly PropertyKey[], message: string, remedy: string): ConfigProblem;
}

/** Parses and checks the text of `lens.yaml`. What fails the schema is reported and left out of `content`. */
export function readFile(source: string, text: string): ReadFile {
  const lines = new LineCounter();
  const document = parseDocument(text, { lineCounter: lines });
  const problem: ReadFile['problem'] = (path, message, remedy) => ({
    source,
    line: lineOf(document, lines, path),
    path: path.length === 0 ? '(file)' : path.map(String).join('.'),
    message,
    remedy,
  });
  const wrong = [...document.errors, ...document.warnings];
  if (wrong.length > 0) {
    const problems = wrong.map((error) => ({
      source,
      line: error.linePos?.[0].line ?? null,
      path: '(file)',
      message: `is not valid YAML: ${error.message.split('\n')[0] ?? error.code}`,
      remedy: 'Correct the syntax at this line.',
    }));
    return nothingRead(problems, problem);
  }
  const { value, failure } = valueOf(document);
  if (failure !== null) {
    const found = problem([], `is not usable YAML: ${failure}.`, 'Write out what the aliases (*name) stand for.');
    return nothingRead([found], problem);
  }
  const raw = withoutEmpty(value);
  const lost = lostNames(raw, problem);
  const parsed = fileSchema.safeParse(raw);
  if (parsed.success) return { content: parsed.data, problems: lost, failed: new Set(), problem };
  const { issues } = parsed.error;
  const failed = new Set(issues.map((issue) => issue.path[0] ?? ''));
  return {
    content: withoutSections(raw, failed),
    problems: [...lost, ...issues.flatMap((issue) => problemsOf(issue, problem))],
    failed,
    problem,
  };
}

function nothingRead(problems: ConfigProblem[], problem: ReadFile['problem']): ReadFile {
  return { content: {}, problems, failed: new Set(Object.keys(fileSchema.shape)), problem };
}

/** Aliases are followed only here: to nowhere, or to so many copies that they would fill the memory. */
function valueOf(document: Document): { value: unknown; failure: string | null } {
  try {
    return { value: document.toJS(), failure: null };
  } catch (error) {
    return { value: null, failure: messageOf(error) };
  }
}

/** A section whose keys are all commented out is null in YAML; it means what a missing one does. */
function withoutEmpty(raw: unknown): unknown {
  if (typeof raw !== 'object' || Array.isArray(raw)) return raw;
  return Object.fromEntries(Object.entries(raw ?? {}).filter(([, section]) => section !== null));
}

/** The schema's parser passes over this one name without a word. */
function lostNames(raw: unknown, problem: ReadFile['problem']): ConfigProblem[] {
  return (['upstreams', 'policies'] as const).flatMap((section) => {
    const names = isObject(raw) ? raw[section] : null;
    if (!isObject(names) || !Object.hasOwn(names, '__proto__')) return [];
    return [problem([section, '__proto__'], 'is not a usable name: JavaScript keeps it for itself.', 'Rename it.')];
  });
}

/** The sections that are sound, so that what is wrong with them among each other can be told at the same time. */
function withoutSections(raw: unknown, failed: ReadonlySet<PropertyKey>): ConfigFile {
  const sections = Object.entries(typeof raw === 'object' && raw !== null ? raw : {});
  const known = sections.filter(([section]) => section in fileSchema.shape && !failed.has(section));
  return fileSchema.safeParse(Object.fromEntries(known)).data ?? {};
}

function problemsOf(issue: z.core.$ZodIssue, problem: ReadFile['problem']): ConfigProblem[] {
  if (issue.code === 'unrecognized_keys') {
    return issue.keys.map((key) =>
      problem([...issue.path, key], 'is not a known key.', 'Remove it, or see docs/configuration.md for the spelling.'),
    );
  }
  if (issue.code === 'invalid_key') {
    return issue.issues.map((inner) => problem(issue.path, `${inner.message}.`, 'Rename it.'));
  }
  return [problem(issue.path, `${issue.message}.`, 'docs/configuration.md lists what this key takes.')];
}

/** The line of the key at `path`, or of the deepest part of the path that the file has. */
function lineOf(document: Document, lines: LineCounter, path: readonly PropertyKey[]): number | null {
  let node: unknown = document.contents;
  let offset: number | null = null;
  for (const key of path) {
    if (isMap<Node, Node>(node)) {
      const pair = node.items.find((item) => isScalar(item.key) && String(item.key.value) === String(key));
      if (pair === undefined) break;
      offset = pair.key.range?.[0] ?? offset;
      node = pair.value;
    } else if (isSeq<Node>(node) && typeof key === 'number') {
      const item = node.items[key];
      if (item === undefined) break;
      offset = item.range?.[0] ?? offset;
      node = item;
    } else break;
  }
  return offset === null ? null : lines.linePos(offset).line;
}
