import { dataSources } from './dataSources';

/** A variable of a dashboard, as its JSON has it. */
export type Variable = { name: string; type: 'query' | 'textbox' } & Record<string, unknown>;

interface Choice {
  name: string;
  label: string;
  description: string;
}

const onLoad = 1;
const onTimeChange = 2;
const alphabetical = 5;
const hidden = 2;

/** Values of a label; all of them, and series without it, until some are chosen. */
export function labelChoice(choice: Choice, metric: string, of: string): Variable {
  const all = { allValue: '.*', current: { text: 'All', value: '$__all' } };
  return { ...labelVariable(choice, metric, of), ...all, multi: true, includeAll: true };
}

/** One value of a label: the first until another is chosen. */
export function oneOfLabel(choice: Choice, metric: string, of: string): Variable {
  return { ...labelVariable(choice, metric, of), multi: false, includeAll: false };
}

function labelVariable({ name, label, description }: Choice, metric: string, of: string): Variable {
  const query = `label_values(${metric}, ${of})`;
  return {
    ...{ type: 'query', name, label, description, datasource: dataSources.prometheus },
    query: { qryType: 1, query, refId: `variable-${name}` },
    definition: query,
    ...{ refresh: onTimeChange, sort: alphabetical, options: [], skipUrlSync: false, hide: 0 },
  };
}

/**
 * One of the rows of a query: the first until another is chosen. It is asked for once, and when another variable in it
 * changes: at every refresh Grafana would put the first row in the place of one that has left the query's rows.
 */
export function rowChoice({ name, label, description }: Choice, query: string, { isHidden = false } = {}): Variable {
  return {
    ...{ type: 'query', name, label, description, datasource: dataSources.postgres, query, definition: query },
    ...{ multi: false, includeAll: false, refresh: onLoad, sort: 0, options: [], skipUrlSync: isHidden },
    hide: isHidden ? hidden : 0,
  };
}

/** A text that people or links give. */
export function textInput({ name, label, description }: Choice): Variable {
  return {
    ...{ type: 'textbox', name, label, description, query: '' },
    ...{ current: { text: '', value: '' }, options: [], skipUrlSync: false, hide: 0 },
  };
}
