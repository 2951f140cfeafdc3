import { createApi } from '@lens/client/api';
import { tabStorage } from '@lens/client/browser';
import type { ClientServices } from '@lens/client/services';
import { pageHost } from './pageHost';

/** What the pages' hooks work with. On the server nothing of it is used but the links. */
export const pageServices: ClientServices = {
  api: createApi({ baseUrl: '', fetch: (url, init) => fetch(url, init) }),
  host: pageHost,
  storage: tabStorage,
  now: () => Date.now(),
};
