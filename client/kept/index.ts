export { usePreferences, type Preferences } from './usePreferences';
export { useSelection } from './useSelection';
