import type { lookup } from 'node:dns';
import type { LookupOptions } from 'node:dns';
import { createPublicLookup, privateOnlyCode } from './publicLookup';

/** Looks up a name that stands for these addresses. */
function lookUp(addresses: string[], options: LookupOptions) {
  const resolve = ((_name: string, _options: object, callback: (...result: unknown[]) => void) =>
    callback(
      null,
      addresses.map((address) => ({ address, family: address.includes(':') ? 6 : 4 })),
    )) as typeof lookup;
  return new Promise((done) => {
    createPublicLookup(resolve)('name.example', options, (error, found, family) => done([error?.code, found, family]));
  });
}

test('a connection gets the public addresses of a name that has both', async () => {
  const addresses = ['10.0.0.1', '1.1.1.1', '::1', '2606:4700::1111'];
  expect(await lookUp(addresses, { all: true })).toEqual([
    undefined,
    [
      { address: '1.1.1.1', family: 4 },
      { address: '2606:4700::1111', family: 6 },
    ],
    undefined,
  ]);
  expect(await lookUp(addresses, {})).toEqual([undefined, '1.1.1.1', 4]);
});

test('a name that has none is refused', async () => {
  expect(await lookUp(['169.254.169.254'], { all: true })).toEqual([privateOnlyCode, [], undefined]);
});
