const mostFrames = 5;

/** `at handle (/srv/lens/backend/gateway/handleCall.ts:12:3)`: what is called, and where it stands. */
const frame = /^at (?:(?<called>.+) \()?(?<file>[^()]+?):\d+:\d+\)?$/;
/** Where a file lies is of the machine; from here on it is of the code. */
const within = /(?:^|\/)(?:node_modules|backend|core|viewer|client)\/.*$/;

/** The functions of a stack with their files, the innermost first: without places in them, which every version moves. */
export function framesOf(stack: string): string[] {
  return stack
    .split('\n')
    .flatMap((line) => {
      const { called, file } = frame.exec(line.trim())?.groups ?? {};
      if (file === undefined) return [];
      const known = within.exec(file)?.[0].replace(/^\//, '') ?? file.slice(file.lastIndexOf('/') + 1);
      return [called === undefined ? known : `${called} (${known})`];
    })
    .slice(0, mostFrames);
}
