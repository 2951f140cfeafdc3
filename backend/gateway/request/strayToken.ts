import type { Call } from '../call';
import { credentialHeaders } from './credentials';
import { hasTokenWord } from './tokenWord';
import { refusalOf, type Refusal } from '../errors/refusal';

/** Where the gateway's token is taken from, and so never passed on. */
const ownPlaces: ReadonlySet<string> = new Set([...credentialHeaders, 'x-luthien-token']);

/** A refusal when the gateway's token stands where it would go on to the provider: nobody means to give it away. */
export function strayToken({ req, url, gateway }: Call): Refusal | null {
  if (hasTokenWord(url, gateway.isGatewayToken)) return misplaced('the path or query');
  for (let index = 0; index + 1 < req.rawHeaders.length; index += 2) {
    if (!hasTokenWord(req.rawHeaders[index + 1] ?? '', gateway.isGatewayToken)) continue;
    const name = (req.rawHeaders[index] ?? '').toLowerCase();
    if (!ownPlaces.has(name)) return misplaced(`the header ${name}`);
  }
  return null;
}

function misplaced(where: string): Refusal {
  const message = `The gateway's token stands in ${where}, which goes to the provider. Send it in Authorization: Bearer, x-api-key or x-luthien-token alone.`;
  return refusalOf('token_misplaced', message);
}
