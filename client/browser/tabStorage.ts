import type { TabStorage } from '../services';

/** The browser's own storage for the length of a tab. */
export const tabStorage: TabStorage = {
  get: (key) => sessionStorage.getItem(key),
  set: (key, text) => sessionStorage.setItem(key, text),
};
