import type { BegunCall, CallListener, FeedRecord, StoredSummary } from '../call';
import { beginningOf, frameId, type From } from './beginning';
import type { Bus, BusEvents, BusStats } from './bus';
import { createFollowers, type Follower, type Following } from './followers';
import { frameOf, gapFrame, stateFrame, type Entry } from './frames';
import { createHistory, type HistoryLimits } from './history';
import { createListening } from './listening';
import { textOf, toldEvent, toldSummary, type Happening, type Told } from './messages';
import { createReception } from './reception';

export interface LiveFeed {
  /** Of the gateway's calls. */
  listener: CallListener;
  /** Of calls that the recorder has stored. */
  stored: (calls: readonly StoredSummary[]) => void;
  /** Records of calls, as the recorder makes them. */
  recorded: (records: readonly FeedRecord[]) => void;
  /** Tells `follower` from there on. */
  follow(follower: Follower, from: From): Promise<Following>;
  stats(): LiveStats;
  close(): Promise<void>;
}

export interface LiveStats extends BusStats {
  followers: number;
  messages: number;
  /** Messages on the channel that could not be read. */
  unreadable: number;
}

export interface LiveFeedOptions {
  /** Of this process since its start; random. */
  gateway: string;
  history: HistoryLimits;
  connectBus: (events: BusEvents) => Bus;
  /** Milliseconds since the Unix epoch. */
  now: () => number;
}

/** What happened within so long is told together. */
const gatherMs = 50;

/**
 * The live feed of this process: what happens to calls, as messages, to everybody who follows. On the request path it only
 * notes what happened.
 */
export function createLiveFeed({ gateway, history: limits, connectBus, now }: LiveFeedOptions): LiveFeed {
  const history = createHistory(limits, (entry: Entry, number) => frameOf(frameId(gateway, number), entry));
  const followers = createFollowers(history, () => followers.count() === 0 && listening.letGo());
  const reception = createReception(gateway);
  let told: Told[] = [];
  let foreign: string[] = [];
  let timer: NodeJS.Timeout | null = null;
  let seq = 0;
  let messages = 0;

  const bus = connectBus({
    message(text) {
      foreign.push(text);
      wake();
    },
    state: () => stateChanged(),
  });
  const listening = createListening(bus, () => {
    flush();
    reception.forget();
    if (state.shared) tell([{ gap: { reason: 'not_followed', missed: null } }]);
  });
  let state = bus.state();

  function wake(): void {
    timer ??= setTimeout(flush, gatherMs);
  }

  function note(happening: Happening): void {
    told.push({ happening, sender: { gateway, seq: ++seq } });
    wake();
  }

  /** Tells everybody what happened. */
  function flush(): void {
    if (timer !== null) clearTimeout(timer);
    timer = null;
    const own = state.shared ? publish(bus, told) : told;
    const others = foreign.flatMap((text) => reception.read(text));
    told = [];
    foreign = [];
    messages += own.length + others.length;
    tell([...own, ...others]);
  }

  function tell(entries: readonly Entry[]): void {
    if (entries.length === 0) return;
    history.add(entries);
    followers.tell();
  }

  function stateChanged(): void {
    const before = state;
    state = bus.state();
    if (state.connected === before.connected) return;
    flush();
    // What others sent meanwhile never comes.
    if (state.connected && listening.isOn()) tell([{ gap: { reason: 'redis_away', missed: null } }]);
    followers.tellAll(Buffer.from(stateFrame(state)));
  }

  function begin(follower: Follower, from: From): Following {
    flush();
    follower.write(Buffer.from(stateFrame(state)));
    const { after, missing } = beginningOf(from, gateway, history);
    if (missing !== null) follower.write(Buffer.from(gapFrame(null, missing)));
    return followers.add(follower, after);
  }

  return {
    listener: listenerThat(note),
    stored: (calls) => calls.forEach((call) => note({ type: 'call.stored', call: toldSummary(call), at: now() })),
    recorded: (records) => records.forEach((record) => note({ type: 'record', record })),
    async follow(follower, from) {
      await listening.begin();
      return begin(follower, from);
    },
    stats: () => ({ followers: followers.count(), messages, unreadable: reception.unreadable(), ...bus.stats() }),
    async close() {
      flush();
      listening.stop();
      followers.end();
      await bus.close();
    },
  };
}

function publish(bus: Bus, told: readonly Told[]): readonly Entry[] {
  const texts = told.map(textOf);
  bus.publish(texts);
  return texts.map((text) => ({ text }));
}

function listenerThat(note: (happening: Happening) => void): CallListener {
  // Of a call of which nothing is kept followers must keep nothing either.
  const noteKept = (happening: Extract<Happening, { call: BegunCall }>): void => {
    if (happening.call.captureMode !== 'off') note(happening);
  };
  return {
    name: 'live',
    began: (call) => noteKept({ type: 'call.began', call }),
    policyEvent: (call, event) => noteKept({ type: 'policy.event', call, event: toldEvent(event) }),
    ended: (call, ending) => noteKept({ type: 'call.ended', call, ending }),
  };
}
