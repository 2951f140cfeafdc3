import { warmDiff } from '@lens/core/diff';
import { buildView } from '../view/buildView';
import { serveViews } from './serveViews';

/** Entry of the bundle `dist/viewBuilder.js`. */
warmDiff();
serveViews(buildView);
