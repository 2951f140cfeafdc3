import type { LiveStats } from '../../../live';
import type { Readings } from '../readings';

export function liveReadings({ followers, messages, published, unpublished, unreadable }: LiveStats): Readings {
  return {
    luthien_live_streams: followers,
    luthien_live_messages_total: messages,
    luthien_live_published_messages_total: published,
    luthien_live_unpublished_messages_total: unpublished,
    luthien_live_unreadable_messages_total: unreadable,
  };
}
