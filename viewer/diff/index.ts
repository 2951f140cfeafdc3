/**
 * The Changes view of a call. `ChangesView` is the whole of it; `DiffView` with `useDiffController` shows one side alone,
 * for example in a panel. Styles are in `diff.css`, colours come from the theme's custom properties (`--lens-…`).
 */
export { ChangesView, type ChangesViewProps } from './components/ChangesView';
export { DiffView, type DiffViewProps } from './components/DiffView';
export {
  diffKeys,
  formatLink,
  parseLink,
  useDiffController,
  useDiffKeys,
  useDiffPermalink,
  type DiffController,
  type DiffInput,
  type DiffKeyOptions,
  type DiffMode,
  type DiffOptions,
} from './state';
export { buildRows, type DiffChange, type DiffModel, type Row, type Sign } from './rows';
