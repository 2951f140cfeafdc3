import * as z from 'zod';

/** Something that is there and is not looked into, where looking would cost more than what a mistake in it does. */
export function unchecked<T>(): z.ZodCustom<T> {
  return z.custom<T>((value) => value !== undefined);
}
