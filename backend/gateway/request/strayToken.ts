import type { Call } from '../call';
import { credentialHeaders, holdsToken } from './credentials';
import { hasTokenWord } from './tokenWord';
import { refusalOf, type Refusal } from '../errors/refusal';

/** Where the gateway's token is taken from, and so never passed on. */
const ownPlaces: ReadonlySet<string> = new Set([...credentialHeaders, 'x-luthien-token']);

/**
 * A refusal when a token of Lens stands where it would go on to the provider: nobody means to give it away. One of the API
 * opens recorded calls and is no credential here: it is refused in every place.
 */
export function strayToken({ req, url, gateway }: Call): Refusal | null {
  if (hasTokenWord(url, gateway.isLensToken)) return misplaced('the path or query');
  for (let index = 0; index + 1 < req.rawHeaders.length; index += 2) {
    const name = (req.rawHeaders[index] ?? '').toLowerCase();
    const value = req.rawHeaders[index + 1] ?? '';
    if (ownPlaces.has(name)) {
      if (holdsToken(value, gateway.isApiToken)) return ofTheApi(name);
    } else if (hasTokenWord(value, gateway.isLensToken)) return misplaced(`the header ${name}`);
  }
  return null;
}

function misplaced(where: string): Refusal {
  const message = `A token of Lens stands in ${where}, which goes to the provider. Send the gateway's token in Authorization: Bearer, x-api-key or x-luthien-token alone, and no other.`;
  return refusalOf('token_misplaced', message);
}

function ofTheApi(name: string): Refusal {
  const message = `The header ${name} holds a token of Lens's API, which reads recorded calls and must not go to a provider. Send the gateway's token (LENS_GATEWAY_TOKEN) or the provider's key.`;
  return refusalOf('token_misplaced', message);
}
