/** What a terminal is told while it takes its time; nothing where the output goes elsewhere. */
export interface Progress {
  call(): void;
  end(): void;
}

const everyMs = 500;

export interface ProgressOptions {
  output: NodeJS.WriteStream;
  total: number;
  /** Milliseconds. */
  now: () => number;
}

export function showProgress({ output, total, now }: ProgressOptions): Progress {
  if (!output.isTTY) return { call: () => undefined, end: () => undefined };
  const began = now();
  let calls = 0;
  let told = began;
  const say = (text: string) => output.write(`\r\u001b[K${text}`);
  return {
    call() {
      calls += 1;
      const time = now();
      if (time - told < everyMs) return;
      told = time;
      const perSecond = Math.round((calls * 1000) / (time - began));
      say(
        `${calls.toLocaleString('en')} of ${total.toLocaleString('en')} calls, ${perSecond.toLocaleString('en')} a second`,
      );
    },
    end: () => void say(''),
  };
}
