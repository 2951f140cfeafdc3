import type { Panel } from './panel';
import type { GridPos } from './schema';
import type { Annotation } from './annotations';
import type { Variable } from './variables';

/** Panels under a headline, from left to right and then down. The first section has none. */
interface Section {
  title?: string;
  panels: Panel[];
}

export interface DashboardSource {
  uid: string;
  title: string;
  description: string;
  variables: Variable[];
  annotations: Annotation[];
  links: HeadLink[];
  sections: Section[];
  /** What is shown at first. */
  from: string;
  refresh: string;
}

/** Above a dashboard: an address, or the other dashboards of ours in a list. */
type HeadLink = { type: 'link' | 'dashboards'; title: string } & Record<string, unknown>;

/** What our dashboards have in common, and others have not. */
export const ownTag = 'luthien-lens';

interface Placed {
  panel: Panel;
  id: number;
  gridPos: GridPos;
}

const columns = 24;

/** The version of the schema that Grafana 12.2 writes itself; the cursor is at the same time in all graphs. */
const settings = { schemaVersion: 41, graphTooltip: 1, editable: true };

/** The classic JSON of a dashboard, as Grafana 12.2 to 13 read it from a file. */
export function dashboardJson(source: DashboardSource): Record<string, unknown> {
  const { uid, title, description, from, refresh } = source;
  return {
    uid,
    title,
    description,
    tags: [ownTag],
    timezone: 'browser',
    ...settings,
    time: { from, to: 'now' },
    refresh,
    links: source.links,
    annotations: { list: source.annotations },
    templating: { list: source.variables },
    panels: rowsOf(source.sections),
  };
}

/** The number that a panel of this title has: rules and links lead to it. */
export function panelId({ sections, uid }: DashboardSource, title: string): number {
  const found = place(sections).find(({ panel }) => panel.title === title);
  if (!found) throw new Error(`The dashboard ${uid} has no panel "${title}".`);
  return found.id;
}

/** Sections take numbers and places one after the other; each headline has a row of its own. */
function place(sections: Section[]): Placed[] {
  let y = 0;
  let id = 0;
  return sections.flatMap((section) => {
    if (section.title !== undefined) {
      y += 1;
      id += 1;
    }
    const flow = new Flow(y);
    const placed = section.panels.map((panel) => ({ panel, id: (id += 1), gridPos: flow.next(panel) }));
    y = flow.bottom;
    return placed;
  });
}

/** Left to right; a panel that does not fit beside the last begins below the tallest of its line. */
class Flow {
  #x = 0;
  #top: number;
  bottom: number;

  constructor(top: number) {
    this.#top = top;
    this.bottom = top;
  }

  next({ width, height }: Panel): GridPos {
    if (this.#x + width > columns) {
      this.#x = 0;
      this.#top = this.bottom;
    }
    const gridPos = { x: this.#x, y: this.#top, w: width, h: height };
    this.#x += width;
    this.bottom = Math.max(this.bottom, this.#top + height);
    return gridPos;
  }
}

function rowsOf(sections: Section[]): Record<string, unknown>[] {
  const placed = place(sections);
  return sections.flatMap((section) => {
    const own = placed.filter(({ panel }) => section.panels.includes(panel));
    const [first] = own;
    if (section.title === undefined || !first) return own.map(panelJson);
    const gridPos = { x: 0, y: first.gridPos.y - 1, w: columns, h: 1 };
    const row = { type: 'row', id: first.id - 1, title: section.title, collapsed: false, gridPos, panels: [] };
    return [row, ...own.map(panelJson)];
  });
}

function panelJson({ panel, id, gridPos }: Placed): Record<string, unknown> {
  const { type, title, description, queries, options, fields, overrides, transformations, links } = panel;
  const uids = new Set(queries.map(({ datasource }) => datasource.uid));
  const datasource = uids.size === 1 ? queries[0]?.datasource : { type: 'datasource', uid: '-- Mixed --' };
  return {
    id,
    type,
    title,
    description,
    gridPos,
    datasource,
    targets: queries.map((query, at) => ({
      refId: String.fromCharCode(65 + at),
      datasource: query.datasource,
      ...query.model,
    })),
    fieldConfig: { defaults: fields, overrides },
    options,
    ...(transformations.length > 0 && { transformations }),
    ...(links.length > 0 && { links }),
  };
}
