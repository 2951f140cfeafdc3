import { parseArgs } from 'node:util';

export interface Arguments {
  demo: boolean;
  help: boolean;
}

export const usage = `Luthien Lens: see what an LLM gateway did to a call.

  npm start                  gateway, database, pages, and a demo provider with a dozen calls
  npm start -- --no-demo     the same without the demo
  npm run sign-in-link       a new link that signs a browser in to the running pages
  npm run sign-in-link -- --name alice --scope read
                             one for somebody else, who sees what the scope lets see
  npm run spool -- ls        a look into the spool; also verify, quarantine and retry
  npm run verify             reads back what is stored and proves it

Configuration: lens.yaml (see lens.example.yaml) and environment variables (see .env.example, docs/configuration.md).
`;

/** Reads the command line; throws with a message for people on anything it does not know. */
export function readArguments(args: string[]): Arguments {
  const { values } = parseArgs({
    args,
    allowNegative: true,
    options: { demo: { type: 'boolean', default: true }, help: { type: 'boolean', short: 'h', default: false } },
  });
  return { demo: values.demo, help: values.help };
}
