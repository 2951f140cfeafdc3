export { createPages } from './createPages';
export type { PagesOptions } from './server/pageContext';
export { renderPage } from './server/renderPage';
