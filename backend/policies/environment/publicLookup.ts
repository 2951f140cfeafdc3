import { lookup } from 'node:dns';
import type { LookupFunction } from 'node:net';
import { isPrivateAddress } from './privateAddress';

/** A name stands for private addresses alone. */
export const privateOnlyCode = 'PRIVATE_ADDRESS';

/** Looks names up for a connection, which gets the public ones of their addresses and no other. */
export function createPublicLookup(resolve: typeof lookup = lookup): LookupFunction {
  return (name, options, callback) => {
    resolve(name, { ...options, all: true }, (error, addresses) => {
      if (error !== null) {
        callback(error, []);
        return;
      }
      const open = addresses.filter(({ address }) => !isPrivateAddress(address));
      const [first] = open;
      if (first === undefined) callback(Object.assign(new Error(`${name} is private.`), { code: privateOnlyCode }), []);
      else if (options.all === true) callback(null, open);
      else callback(null, first.address, first.family);
    });
  };
}
