export interface Announcement {
  url: string;
  signInUrl: string;
  gatewayToken: string;
  /** Names of the upstreams that have a key of their own. */
  keyed: string[];
  demo: boolean;
  dataDir: string;
  /** How large the spool may grow, and whether its disk says so or the settings. */
  spool: { maxBytes: number; isByDisk: boolean };
}

/** What `npm start` tells: where to look, where to point a client, and how to stop. */
export function announcement({ url, signInUrl, gatewayToken, keyed, demo, dataDir, spool }: Announcement): string {
  const lines = [
    '',
    'Luthien Lens is running.',
    '',
    `  See the calls      ${signInUrl}`,
    '                     (signs this browser in, once; another link: npm run sign-in-link)',
    `  OpenAI clients     base URL ${url}/v1`,
    `  Anthropic clients  base URL ${url}`,
  ];
  if (demo) {
    lines.push('  No key at hand?    ask the models demo-gpt and demo-claude; any API key will do');
  }
  if (keyed.length > 0) {
    lines.push(
      `  Gateway token      ${gatewayToken}`,
      `                     (as the client's API key, it uses the key of ${keyed.join(', ')} set here)`,
    );
  }
  const said = spool.isByDisk ? 'as its disk has room; capture.spool_bytes sets it' : 'capture.spool_bytes';
  lines.push(
    `  Data               ${dataDir}`,
    `  Spool              up to ${gigabytes(spool.maxBytes)} of calls that wait for the database (${said})`,
    '',
    'Ctrl-C stops everything; what is recorded stays.',
    '',
  );
  return lines.join('\n');
}

function gigabytes(bytes: number): string {
  return bytes < 1e9 ? `${Math.round(bytes / 1e6)} MB` : `${(bytes / 1e9).toFixed(1)} GB`;
}
