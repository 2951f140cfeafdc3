import { warmDiff } from '@lens/core/diff';
import { buildView } from '../query/view/buildView';
import { serveViews } from '../query/builder/serveViews';

/** The process that builds views. */
warmDiff();
serveViews(buildView);
