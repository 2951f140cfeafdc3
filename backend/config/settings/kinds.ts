import { z } from 'zod';
import { checkUrl, notUrl } from '../checkUrl';
import { readDatabaseUrl } from '../databaseUrl';

/** What is wrong with a value and what to do about it. Never repeats a value that may hold a credential. */
interface Wrong {
  message: string;
  remedy: string;
}

/** What a setting's value has to be, in the file and as the text of a variable. */
export interface Kind<T> {
  /** As it stands in the file. An issue's `params` hold the remedy. */
  schema: z.ZodType<T>;
  /** A variable's text as `schema` reads it. */
  fromText: (text: string) => unknown;
  /** What it counts, for people who read the default. */
  unit?: 'bytes' | 'ms';
}

const asIs = (given: string): string => given;

const listed = (given: string): string[] => given.split(',').map((one) => one.trim());

/** Some 24 days: a timer set for longer fires at once. */
const longestMs = 2_147_483_647;

export function integer({ least = 1, most = Number.MAX_SAFE_INTEGER } = {}): Kind<number> {
  const range = most === Number.MAX_SAFE_INTEGER ? `of ${least} or more` : `from ${least} to ${most}`;
  return {
    schema: checked(z.number().int().min(least).max(most), (value) => ({
      message: `is ${shown(value)}.`,
      remedy: `Give a whole number ${range}.`,
    })),
    fromText: (given) => (/^\d+$/.test(given) ? Number(given) : given),
  };
}

export function bytes({ least = 1 } = {}): Kind<number> {
  return { ...integer({ least }), unit: 'bytes' };
}

export const milliseconds: Kind<number> = { ...integer({ most: longestMs }), unit: 'ms' };

export function choice<const C extends string>(choices: readonly C[]): Kind<C> {
  return {
    schema: checked(z.enum(choices), (value) => ({
      message: `is ${shown(value)}.`,
      remedy: `Give one of ${choices.join(', ')}.`,
    })),
    fromText: asIs,
  };
}

/** Several of them. */
export function choices<const C extends string>(all: readonly C[]): Kind<C[]> {
  return {
    schema: checked(z.array(z.enum(all)), () => ({
      message: `is not a list of any of ${all.join(', ')}.`,
      remedy: 'Write it as [first, second], or [] for none.',
    })),
    fromText: listed,
  };
}

export const flag: Kind<boolean> = {
  schema: checked(z.boolean(), (value) => ({ message: `is ${shown(value)}.`, remedy: 'Give true or false.' })),
  fromText: (given) => ({ true: true, '1': true, false: false, '0': false })[given.toLowerCase()] ?? given,
};

export const fraction: Kind<number> = {
  schema: checked(z.number().min(0).max(1), (value) => ({
    message: `is ${shown(value)}.`,
    remedy: 'Give a number from 0 to 1.',
  })),
  fromText: (given) => (/^\d*\.?\d+$/.test(given) ? Number(given) : given),
};

/** Of money; there is none below nothing. */
export const amount: Kind<number> = {
  schema: checked(z.number().min(0), (value) => ({
    message: `is ${shown(value)}.`,
    remedy: 'Give a number of 0 or more.',
  })),
  fromText: (given) => (/^\d*\.?\d+$/.test(given) ? Number(given) : given),
};

export const day: Kind<string> = {
  schema: checked(z.iso.date(), (value) => ({
    message: `is ${shown(value)}.`,
    remedy: 'Give a day as 2026-12-31.',
  })),
  fromText: asIs,
};

/** How much of a call is kept, from all to nothing. */
export const captureModes = ['full', 'masked', 'metadata', 'off'] as const;

export function text(pattern = /[^]/, what = 'a text'): Kind<string> {
  return {
    schema: checked(z.string().regex(pattern), (value) => ({
      message: `is ${shown(value)}.`,
      remedy: `Give ${what}.`,
    })),
    fromText: asIs,
  };
}

/** What may become a part of addresses, metrics and spans. */
export const namePattern = /^[A-Za-z0-9][A-Za-z0-9_.-]{0,63}$/;
export const nameWords = 'letters, digits, ".", "_" and "-", 64 at most, starting with a letter or digit';

/** The address of another server; `normalise` takes off what may stand at its end. */
export function url(normalise = (address: string): string => address.replace(/\/+$/, '')): Kind<string> {
  return {
    schema: checked(
      z
        .string()
        .refine((value) => checkUrl(value) === null)
        .transform(normalise),
      (value) => (typeof value === 'string' ? checkUrl(value) : null) ?? notUrl,
    ),
    fromText: asIs,
  };
}

/** In the one form that the rest reads. */
export const postgresUrl: Kind<string> = {
  schema: checked(
    z.string().transform((value, context) => {
      const { url: read } = readDatabaseUrl(value);
      if (read === null) context.addIssue({ code: 'custom' });
      return read ?? '';
    }),
    (value) => ({
      message: `${readDatabaseUrl(String(value)).wrong ?? 'is no text'}.`,
      remedy:
        'Write it as libpq reads it: postgresql://user:password@host:5432/database, postgresql:///database?host=/socket/folder, or host=… dbname=….',
    }),
  ),
  fromText: asIs,
};

/** Never repeated in a message: it may hold a password. */
export const redisUrl: Kind<string> = {
  schema: checked(z.string().refine(isRedisUrl), () => ({
    message: 'is not the address of a Redis.',
    remedy:
      'Write it as redis://user:password@host:6379, or rediss://… for TLS; in user and password percent-encode what has a meaning in addresses, such as / as %2F and # as %23.',
  })),
  fromText: asIs,
};

function isRedisUrl(value: string): boolean {
  if (!/^rediss?:\/\//.test(value) || !URL.canParse(value)) return false;
  const { hostname, username, password, pathname, search, hash } = new URL(value);
  const isEncoded = [username, password].every((part) => !/%(?![\da-f]{2})/i.test(part));
  return hostname !== '' && isEncoded && /^\/?\d{0,4}$/.test(pathname) && search === '' && hash === '';
}

/** Never repeated in a message: it holds a key. */
export const sentryDsn: Kind<string> = {
  schema: checked(z.string().refine(isSentryDsn), () => ({
    message: 'is not the DSN of a Sentry project.',
    remedy: 'Copy it from the project’s settings, as https://key@host/project.',
  })),
  fromText: asIs,
};

function isSentryDsn(value: string): boolean {
  if (!/^https?:\/\//.test(value) || !URL.canParse(value)) return false;
  const { username, pathname, search, hash } = new URL(value);
  return /^[\w-]+$/.test(username) && /\/\d+$/.test(pathname) && search === '' && hash === '';
}

export const names: Kind<string[]> = {
  schema: checked(z.array(z.string()), () => ({
    message: 'is not a list of names.',
    remedy: 'Write it as [first, second], or [] for none.',
  })),
  fromText: listed,
};

/** Names of headers; a `*` may end one. */
export const headerNames: Kind<string[]> = {
  schema: checked(z.array(z.string().regex(/^[\w!#$%&'+.^`|~-]+\*?$/)), () => ({
    message: 'is not a list of header names.',
    remedy: 'Write it as [x-name, x-prefix-*], or [] for none.',
  })),
  fromText: listed,
};

/** Servers alone: an address with a path would look as if it allowed nothing but that path. */
export const origins: Kind<string[]> = {
  schema: checked(z.array(z.string().refine(isOrigin)), () => ({
    message: 'is not a list of servers.',
    remedy: 'Write it as [https://host, https://host:port], without paths, or [] for none.',
  })),
  fromText: listed,
};

function isOrigin(value: string): boolean {
  return /^https?:/.test(value) && URL.canParse(value) && new URL(value).origin === value;
}

export const map: Kind<Record<string, unknown>> = {
  schema: checked(z.record(z.string(), z.unknown()), (value) => ({
    message: `is ${shown(value)}.`,
    remedy: 'Write keys and values below it.',
  })),
  fromText: asIs,
};

/** `schema` with one issue for whatever is wrong, in our words and with a remedy. */
function checked<T>(schema: z.ZodType<T>, wrong: (value: unknown) => Wrong): z.ZodType<T> {
  return z.unknown().transform((value, context) => {
    const parsed = schema.safeParse(value);
    if (parsed.success) return parsed.data;
    const { message, remedy } = wrong(value);
    context.addIssue({ code: 'custom', message, params: { remedy } });
    return z.NEVER;
  });
}

/** What to do about an issue of a kind's schema; null of any other. */
export function remedyOf(issue: z.core.$ZodIssue): string | null {
  const remedy: unknown = issue.code === 'custom' ? issue.params?.['remedy'] : null;
  return typeof remedy === 'string' ? remedy : null;
}

const longestShown = 60;

function shown(value: unknown): string {
  if (value === null || value === undefined) return 'empty';
  if (Array.isArray(value)) return 'a list';
  if (typeof value === 'object') return 'a map';
  const text = JSON.stringify(value);
  return text.length <= longestShown ? text : `${text.slice(0, longestShown)}…`;
}
