/** `npm run smoke [-- --url http://…]`: sends calls through a running gateway and says what of them arrived where. */
import { parseArgs } from 'node:util';
import { checks } from './lib/smoke/checks.mjs';
import { sendCalls } from './lib/smoke/sendCalls.mjs';
import { placesOf } from './lib/smoke/places.mjs';
import { followFeed } from './lib/smoke/followFeed.mjs';
import { fail } from './lib/runtime.mjs';

const usage = `npm run smoke [-- options]

Sends three calls to a running gateway (plain, streamed, told of as an event) and looks where they arrived: in the database
with both bodies, in the metrics and on the live feed; in Tempo, Loki, Prometheus and Redis where TEMPO_URL, LOKI_URL,
PROMETHEUS_URL and REDIS_URL say where these are.

  --url <address>     of the gateway; else the one that runs on the data folder (LENS_DATA_DIR)
  --model <name>      to ask (demo-gpt, which npm start brings)
  --key <key>         the provider's, or the gateway's token (LENS_SMOKE_KEY)
  --token <token>     of the query API, with every scope (LENS_API_TOKEN, else the data folder's)
  --seconds <number>  to wait for each (30)

Ends with 0 when all arrived, 1 when something is missing, 2 when nothing could be sent.
`;

const values = readOptions();
const waitMs = Number(values.seconds) * 1000;
if (values.help) {
  process.stdout.write(usage);
  process.exit(0);
}

const places = placesOf(values, process.env);
if (typeof places === 'string') fail(places, 2);
const feed = await followFeed(places);
const sent = await sendCalls(places);
if (typeof sent === 'string') fail(sent, 2);

let missing = 0;
for (const { what, look, remedy } of checks(places, sent, feed)) {
  const problem = await within(waitMs, look);
  if (problem !== null) missing += 1;
  process.stdout.write(problem === null ? `✓ ${what}\n` : `✗ ${what}: ${problem}\n  ${remedy}\n`);
}
for (const { name, variable } of places.notLookedAt)
  process.stdout.write(`· ${name} was not looked at: ${variable} is not set.\n`);
process.stdout.write(missing === 0 ? '\nAll that was sent arrived.\n' : `\n${missing} of these did not arrive.\n`);
feed.close();
process.exit(missing === 0 ? 0 : 1);

function readOptions() {
  try {
    const { values: given } = parseArgs({
      options: {
        url: { type: 'string' },
        model: { type: 'string', default: 'demo-gpt' },
        key: { type: 'string', default: process.env.LENS_SMOKE_KEY ?? 'smoke' },
        token: { type: 'string' },
        seconds: { type: 'string', default: '30' },
        help: { type: 'boolean', short: 'h' },
      },
    });
    if (!/^\d{1,6}$/.test(given.seconds)) fail('--seconds wants a number of seconds.', 2);
    return given;
  } catch (error) {
    return fail(`${error.message}\n\n${usage}`, 2);
  }
}

/** Looks again and again until all is there; null then, else what was wrong at last. */
async function within(ms, look) {
  const deadline = Date.now() + ms;
  for (;;) {
    const problem = await look().catch((error) => error.cause?.message ?? error.message);
    if (problem === null || Date.now() >= deadline) return problem;
    await new Promise((resolve) => setTimeout(resolve, 250));
  }
}
