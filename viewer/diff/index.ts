/**
 * The Changes view of a call. `ChangesView` is the whole of it; `DiffView` with `useDiffController` shows one side alone,
 * for example in a panel. Styles are in `diff.css`, colours come from the theme's custom properties (`--lens-…`).
 */
export { ChangesView } from './components/ChangesView';
export { diffKeys, type DiffMode } from './state';
