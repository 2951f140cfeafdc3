import type { LimitsConfig } from '../../config';
import { refusalOf, type Refusal } from '../errors/refusal';

/** Whose bodies are counted together. */
interface Sender {
  what: 'address' | 'key';
  bodies: number;
  bytes: number;
}

/** A body on its way. */
export interface Arrival {
  readonly senders: readonly Sender[];
  readonly since: number;
  bytes: number;
  /** Its index among those on their way. */
  place: number;
  /** Ends it with this refusal. */
  readonly giveUp: (refusal: Refusal) => void;
}

type ArrivalLimits = Pick<LimitsConfig, 'arrivingPerAddress' | 'arrivingPerKey' | 'arrivingBytes'>;

/** Bodies come in moments. One that has taken so long makes room for the next. */
const PATIENCE_MS = 5000;

/** Senders without a body on its way that are remembered before they are cleared away together. */
const MOST_IDLE_SENDERS = 1000;

/**
 * The request bodies that are on their way. They take no call's slot, and each address and each key has only so many of
 * them, so that who sends halves stops nobody but himself.
 */
export class Arrivals {
  private readonly limits: ArrivalLimits;
  private readonly now: () => number;
  private readonly all: Arrival[] = [];
  private readonly addresses = new Map<string, Sender>();
  private readonly keys = new Map<string, Sender>();

  constructor(limits: ArrivalLimits, now: () => number) {
    this.limits = limits;
    this.now = now;
  }

  get size(): number {
    return this.all.length;
  }

  /** Counts a body in; a refusal when its address or key has too many on their way, none of which has been so for long. */
  begin(address: string, key: string, giveUp: Arrival['giveUp']): Arrival | Refusal {
    const senders = [senderOf(this.addresses, address, 'address'), senderOf(this.keys, key, 'key')];
    for (const sender of senders) {
      if (sender.bodies >= this.most(sender) && !this.makeRoom(sender)) return tooMany(sender, this.most(sender));
    }
    for (const sender of senders) sender.bodies += 1;
    const arrival: Arrival = { senders, since: this.now(), bytes: 0, place: this.all.length, giveUp };
    this.all.push(arrival);
    return arrival;
  }

  /** Counts more bytes of it; a refusal when its address or key has too many on their way. */
  add(arrival: Arrival, bytes: number): Refusal | null {
    arrival.bytes += bytes;
    for (const sender of arrival.senders) sender.bytes += bytes;
    const over = arrival.senders.find((sender) => sender.bytes > this.limits.arrivingBytes);
    return over === undefined ? null : tooManyBytes(over, this.limits.arrivingBytes);
  }

  /** Once for each that began: it is there, or will never be. */
  end(arrival: Arrival): void {
    for (const sender of arrival.senders) {
      sender.bodies -= 1;
      sender.bytes -= arrival.bytes;
    }
    const last = this.all.pop();
    if (last === undefined || last === arrival) return;
    last.place = arrival.place;
    this.all[arrival.place] = last;
  }

  private most({ what }: Sender): number {
    return what === 'address' ? this.limits.arrivingPerAddress : this.limits.arrivingPerKey;
  }

  private makeRoom(sender: Sender): boolean {
    let slowest: Arrival | null = null;
    for (const arrival of this.all) {
      if (arrival.senders.includes(sender) && (slowest === null || arrival.since < slowest.since)) slowest = arrival;
    }
    if (slowest === null || this.now() - slowest.since < PATIENCE_MS) return false;
    slowest.giveUp(tooSlowAmongMany(sender));
    return true;
  }
}

/** Senders are not forgotten with their last body: a map that changes with every call costs more than what it holds. */
function senderOf(senders: Map<string, Sender>, name: string, what: Sender['what']): Sender {
  const known = senders.get(name);
  if (known !== undefined) return known;
  if (senders.size >= MOST_IDLE_SENDERS) {
    for (const [other, { bodies }] of senders) if (bodies === 0) senders.delete(other);
  }
  const sender = { what, bodies: 0, bytes: 0 };
  senders.set(name, sender);
  return sender;
}

/** Whom an address stands for: of IPv6, everyone has a network of 2^64. */
export function networkOf(address = ''): string {
  if (!address.includes(':')) return address;
  const mapped = /^::ffff:(\d+\.\d+\.\d+\.\d+)$/i.exec(address)?.[1];
  if (mapped !== undefined) return mapped;
  const [head = '', tail] = (address.split('%', 1)[0] ?? '').split('::');
  const groups = head === '' ? [] : head.split(':');
  const behind = tail === undefined || tail === '' ? [] : tail.split(':');
  const zeros = tail === undefined ? 0 : 8 - groups.length - behind.length;
  return [...groups, ...Array<string>(Math.max(0, zeros)).fill('0'), ...behind].slice(0, 4).join(':');
}

const raise = { address: 'limits.arriving_per_address', key: 'limits.arriving_per_key' };

function tooMany({ what }: Sender, most: number): Refusal {
  const message = `Already ${most} request bodies of the same ${what} are on their way. Try again in a moment, or raise ${raise[what]} of the gateway.`;
  return refusalOf('too_many_bodies', message);
}

function tooManyBytes({ what }: Sender, most: number): Refusal {
  const message = `The request bodies of the same ${what} that are on their way are larger than ${most} bytes. Try again in a moment, or raise limits.arriving_bytes of the gateway.`;
  return refusalOf('too_many_bodies', message);
}

function tooSlowAmongMany({ what }: Sender): Refusal {
  const message = `The request body was on its way for over ${PATIENCE_MS} ms, while others of the same ${what} waited for room. Send it faster, or raise ${raise[what]} of the gateway.`;
  return refusalOf('request_timeout', message);
}
