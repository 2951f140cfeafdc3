import type { HeldChannel } from './sealableChannel';

/** A channel of a text whose beginning has gone out already, as it came: it gives what follows that. */
export function behindShown(channel: HeldChannel, beginning: string): HeldChannel {
  let shown = beginning.slice(channel.push(beginning).length);

  function behind(settled: string): string {
    if (shown === '' || settled === '') return settled;
    const [begun, rest] = [shown, settled.slice(shown.length)];
    if (settled.startsWith(begun)) {
      shown = '';
      return rest;
    }
    shown = begun.startsWith(settled) ? begun.slice(settled.length) : '';
    // What is no beginning of it stands in the place of a match that began there.
    return shown === '' ? settled : '';
  }

  return {
    push: (text) => behind(channel.push(text)),
    end: () => behind(channel.end()),
    held() {
      const held = channel.held?.() ?? '';
      return held.startsWith(shown) ? held.slice(shown.length) : held;
    },
  };
}
