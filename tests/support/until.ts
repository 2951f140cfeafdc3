import { setTimeout as wait } from 'node:timers/promises';

const pollMs = 50;

export interface UntilOptions {
  seconds?: number;
  /** What is waited for, for the message when it does not come. */
  what: string;
}

/** Reads again and again until what was read is as wanted; a read that fails is tried again. Fails after `seconds`. */
export async function until<T>(
  read: () => T | Promise<T>,
  isWanted: (value: T) => boolean,
  { seconds = 300, what }: UntilOptions,
): Promise<T> {
  const deadline = Date.now() + seconds * 1000;
  for (;;) {
    let seen: unknown;
    try {
      const value = await read();
      if (isWanted(value)) return value;
      seen = value;
    } catch (error) {
      seen = error;
    }
    if (Date.now() >= deadline) {
      throw new Error(`Waited ${seconds} s in vain: ${what}.`, { cause: seen });
    }
    await wait(pollMs);
  }
}
