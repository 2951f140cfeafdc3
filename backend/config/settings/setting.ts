import type { z } from 'zod';
import type { Kind } from './kinds';

/**
 * One thing that can be configured, declared once: types, checks, defaults, `docs/configuration.md`, `.env.example` and
 * `lens.example.yaml` come from here. Its key in `lens.yaml` is the name under which a section holds it; in the code the
 * same name in camel case.
 */
export interface Setting<T> {
  kind: Kind<T>;
  /** The environment variable, which goes over the file. */
  variable?: string;
  /** A variable alone: what may hold a credential does not stand in files. */
  notInFile?: true;
  /** Left out of what must be given. */
  default?: T;
  /** The default where it is not a fixed value, for the documentation. */
  defaultWords?: string;
  /** What it is, and what happens beyond it: Markdown, without a full stop at the end. */
  words: string;
  /** A few words for the examples where name and value alone do not say it. */
  note?: string;
  /** What the examples show, commented out, of a setting whose default is nothing. */
  example?: string;
}

type About<T> = Omit<Setting<NoInfer<T>>, 'kind'>;

/** Without `default` it must be given; null is the default of what may be missing. */
export function setting<T>(kind: Kind<T>, about: About<null> & { default: null }): Setting<T | null>;
export function setting<T>(kind: Kind<T>, about: About<T>): Setting<T>;
export function setting<T>(kind: Kind<T>, about: About<T | null>): Setting<T | null> {
  return { ...about, kind };
}

export type Fields = Readonly<Record<string, Setting<unknown>>>;

type Camel<S> = S extends `${infer Head}_${infer Rest}` ? `${Head}${Capitalize<Camel<Rest>>}` : S;

type ValueOf<S> = S extends Setting<infer T> ? T : never;

/** What the code gets of these settings: `{ body_bytes: Setting<number> }` is `{ bodyBytes: number }`. */
export type ValuesOf<F extends Fields> = { [K in keyof F as Camel<K>]: ValueOf<F[K]> };

/** What may stand of them in the file. */
export type ShapeOf<F extends Fields> = {
  [K in keyof F]: z.ZodOptional<z.ZodType<Exclude<ValueOf<F[K]>, null>>>;
};

export function shapeOf<F extends Fields>(fields: F): ShapeOf<F> {
  const inFile = Object.entries(fields).filter(([, { notInFile = false }]) => !notInFile);
  return Object.fromEntries(inFile.map(([key, { kind }]) => [key, kind.schema.optional()])) as ShapeOf<F>;
}

/** What is given of these settings, by their keys, and the defaults of the others. */
export function valuesOf<F extends Fields>(fields: F, given: Readonly<Record<string, unknown>> = {}): ValuesOf<F> {
  const values = Object.entries(fields).map(([key, one]) => [camelCase(key), given[key] ?? one.default]);
  return Object.fromEntries(values) as ValuesOf<F>;
}

function camelCase(key: string): string {
  return key.replace(/_([a-z])/g, (_match, letter: string) => letter.toUpperCase());
}
