import { helpOption, readOptions } from '../commandLine';

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
  npm run smoke              sends calls through the running gateway and says what of them arrived
  npm run verify             reads back what is stored and proves it
  npm run erase              erases calls
  npm run spool              a look into the spool

Each says more with -- --help.

Configuration: lens.yaml (see lens.example.yaml) and environment variables (see .env.example, docs/configuration.md).
`;

/** Throws `ArgumentError`. */
export function readArguments(args: string[]): Arguments {
  return readOptions('npm start', args, { demo: { type: 'boolean', default: true }, help: helpOption });
}
