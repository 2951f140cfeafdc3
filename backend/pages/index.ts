export { createPages } from './createPages';
export type { PagesOptions } from './server/pageContext';
export { renderPage, type PageTask } from './server/renderPage';
