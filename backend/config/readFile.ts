import { isObject } from '@lens/core/json';
import { isMap, isScalar, isSeq, LineCounter, parseDocument, type Document, type Node } from 'yaml';
import type { z } from 'zod';
import { messageOf } from '../errors';
import type { ConfigProblem } from './configError';
import { fileSchema, type ConfigFile } from './fileSchema';
import { remedyOf } from './settings/kinds';

/** A parsed file and a way to say where in it a key stands. */
export interface ReadFile {
  content: ConfigFile;
  problems: ConfigProblem[];
  /** Something at this place, below it or above it failed the schema and so is missing in `content`. */
  isBroken(path: readonly PropertyKey[]): boolean;
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
  if (parsed.success) return { content: parsed.data, problems: lost, isBroken: () => false, problem };
  const { issues } = parsed.error;
  const broken = issues.flatMap(pathsOf);
  return {
    content: withoutBroken(raw, broken),
    problems: [...lost, ...issues.flatMap((issue) => problemsOf(issue, problem))],
    isBroken: (path) => broken.some((wrong) => isPrefix(wrong, path) || isPrefix(path, wrong)),
    problem,
  };
}

function nothingRead(problems: ConfigProblem[], problem: ReadFile['problem']): ReadFile {
  return { content: {}, problems, isBroken: () => true, problem };
}

function isPrefix(short: readonly PropertyKey[], long: readonly PropertyKey[]): boolean {
  return short.length <= long.length && short.every((key, at) => key === long[at]);
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

/**
 * What is sound, so that what is wrong with it in itself can be told at the same time: without the values that failed
 * or, where an entry can't be without one, without their sections.
 */
function withoutBroken(raw: unknown, broken: readonly (readonly PropertyKey[])[]): ConfigFile {
  const rest = structuredClone(raw);
  for (const path of broken) removeAt(rest, path);
  const parsed = fileSchema.safeParse(rest);
  if (parsed.success) return parsed.data;
  const failed = new Set(broken.map(([section]) => section));
  const sections = Object.entries(isObject(rest) ? rest : {}).filter(([section]) => !failed.has(section));
  return fileSchema.safeParse(Object.fromEntries(sections)).data ?? {};
}

function removeAt(root: unknown, path: readonly PropertyKey[]): void {
  const holder = path.slice(0, -1).reduce<unknown>((at, key) => {
    return typeof at === 'object' && at !== null ? Object.getOwnPropertyDescriptor(at, key)?.value : null;
  }, root);
  if (isObject(holder)) Reflect.deleteProperty(holder, path.at(-1) ?? '');
}

/** Where an issue lies; zod tells of unknown keys at the object that has them. */
function pathsOf(issue: z.core.$ZodIssue): PropertyKey[][] {
  return issue.code === 'unrecognized_keys' ? issue.keys.map((key) => [...issue.path, key]) : [issue.path];
}

function problemsOf(issue: z.core.$ZodIssue, problem: ReadFile['problem']): ConfigProblem[] {
  if (issue.code === 'unrecognized_keys') {
    return pathsOf(issue).map((path) =>
      problem(path, 'is not a known key.', 'Remove it, or see docs/configuration.md for the spelling.'),
    );
  }
  if (issue.code === 'invalid_key') {
    return issue.issues.map((inner) => problem(issue.path, `${inner.message}.`, 'Rename it.'));
  }
  const remedy = remedyOf(issue);
  if (remedy !== null) return [problem(issue.path, issue.message, remedy)];
  if (issue.code === 'invalid_type' && issue.expected === 'nonoptional') {
    return [problem(issue.path, 'is missing.', 'Add it; docs/configuration.md says what it is.')];
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
