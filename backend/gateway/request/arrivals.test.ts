import { Arrivals, networkOf, type Arrival } from './arrivals';
import type { Refusal } from '../errors/refusal';

const limits = { arrivingPerAddress: 4, arrivingPerKey: 2, arrivingBytes: 100 };

function begin(arrivals: Arrivals, address: string, key: string) {
  const told: Refusal[] = [];
  const began = arrivals.begin(address, key, (refusal) => {
    told.push(refusal);
    if (!('code' in began)) arrivals.end(began);
  });
  return { began, told };
}

function admitted(arrivals: Arrivals, address: string, key: string): Arrival {
  const { began } = begin(arrivals, address, key);
  if ('code' in began) throw new Error(`Refused: ${began.message}`);
  return began;
}

describe('bodies on their way', () => {
  test('are so many of one key and of one address, whatever others send', () => {
    const arrivals = new Arrivals(limits, () => 0);
    const ended = admitted(arrivals, 'a', 'k1');
    admitted(arrivals, 'a', 'k1');
    expect(begin(arrivals, 'a', 'k1').began).toMatchObject({ code: 'too_many_bodies', status: 429, retry: 1 });
    expect(begin(arrivals, 'b', 'k1').began).toHaveProperty('message', expect.stringContaining('arriving_per_key'));
    admitted(arrivals, 'a', 'k2');
    admitted(arrivals, 'a', 'k3');
    expect(begin(arrivals, 'a', 'k4').began).toHaveProperty('message', expect.stringContaining('arriving_per_address'));
    admitted(arrivals, 'b', 'k4');
    arrivals.end(ended);
    admitted(arrivals, 'a', 'k4');
    expect(arrivals.size).toBe(5);
  });

  test('are given up for the next when they have been so for long, the slowest first', () => {
    let now = 0;
    const arrivals = new Arrivals(limits, () => now);
    const first = begin(arrivals, 'a', 'k1');
    now = 1000;
    const second = begin(arrivals, 'a', 'k1');
    now = 4999;
    expect(begin(arrivals, 'a', 'k1').began).toHaveProperty('code', 'too_many_bodies');
    now = 5000;
    admitted(arrivals, 'a', 'k1');
    expect([first.told.map(({ code }) => code), second.told]).toEqual([['request_timeout'], []]);
    expect(arrivals.size).toBe(2);
  });

  test('are so many bytes of one sender', () => {
    const arrivals = new Arrivals(limits, () => 0);
    const first = admitted(arrivals, 'a', 'k1');
    const second = admitted(arrivals, 'a', 'k2');
    expect(arrivals.add(first, 60)).toBeNull();
    expect(arrivals.add(second, 41)).toMatchObject({ code: 'too_many_bodies' });
    arrivals.end(second);
    expect(arrivals.add(admitted(arrivals, 'a', 'k2'), 40)).toBeNull();
    expect(arrivals.add(admitted(arrivals, 'b', 'k3'), 100)).toBeNull();
  });
});

test.each([
  ['10.0.0.7', '10.0.0.7'],
  ['::ffff:10.0.0.7', '10.0.0.7'],
  ['2001:db8:1:2:3:4:5:6', '2001:db8:1:2'],
  ['2001:db8::6', '2001:db8:0:0'],
  ['fe80::1%eth0', 'fe80:0:0:0'],
  ['::1', '0:0:0:0'],
])('%s counts as %s', (address, network) => expect(networkOf(address)).toBe(network));
