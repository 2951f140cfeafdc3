export { createPages } from './createPages';
export type { PagesOptions } from './server/pageContext';
