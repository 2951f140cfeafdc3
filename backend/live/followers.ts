import type { History } from './history';

/** One who follows the feed. Told in order, in the feed's own turn: it must return at once. */
export interface Follower {
  /** False when it wants no more until it says so. */
  write(bytes: Buffer): boolean;
  /** It was too slow: what comes next for it is no longer kept. */
  cutOff(): void;
  /** There is nothing more to come. */
  end(): void;
}

export interface Following {
  /** It can take more again. */
  goOn(): void;
  leave(): void;
}

export interface Followers {
  /** Has `follower` told everything after frame number `after`. */
  add(follower: Follower, after: number): Following;
  /** There are new frames. */
  tell(): void;
  /** Something that is not numbered. */
  tellAll(bytes: Buffer): void;
  count(): number;
  end(): void;
}

interface Place {
  /** Number of the last frame that it has. */
  at: number;
  isWaiting: boolean;
}

/**
 * Everybody reads the history at his own pace, so that a slow one takes no memory but the piece that is on its way to him.
 *
 * @param onLeave is told when somebody leaves
 */
export function createFollowers(history: History, onLeave: () => void): Followers {
  const places = new Map<Follower, Place>();

  function leave(follower: Follower): void {
    if (places.delete(follower)) onLeave();
  }

  function pump(follower: Follower, place: Place): void {
    while (!place.isWaiting && places.has(follower)) {
      if (place.at < history.first() - 1) {
        leave(follower);
        follower.cutOff();
        return;
      }
      const piece = history.next(place.at);
      if (piece === null) return;
      place.at = piece.last;
      place.isWaiting = !follower.write(piece.bytes);
    }
  }

  /** Also who waits may have been left behind by now. */
  function isLost({ at, isWaiting }: Place): boolean {
    return isWaiting && at < history.first() - 1;
  }

  return {
    add(follower, after) {
      const place: Place = { at: after, isWaiting: false };
      places.set(follower, place);
      pump(follower, place);
      return {
        goOn() {
          place.isWaiting = false;
          pump(follower, place);
        },
        leave: () => leave(follower),
      };
    },
    tell() {
      for (const [follower, place] of places) {
        if (isLost(place)) place.isWaiting = false;
        pump(follower, place);
      }
    },
    tellAll(bytes) {
      for (const follower of places.keys()) follower.write(bytes);
    },
    count: () => places.size,
    end() {
      for (const follower of places.keys()) follower.end();
      places.clear();
    },
  };
}
