import i18next from 'i18next';
import { appId, dataSourceType, diffPanelId, waterfallPanelId } from '../constants';

/**
 * Grafana loads a plugin's sentences ahead of its module, under the plugin's own id: the same file for each of ours
 * (webpack.config.ts), so any that is there has them.
 */
const namespaces = [appId, dataSourceType, diffPanelId, waterfallPanelId];

interface Values {
  [name: string]: string | number | undefined;
  /** Chooses the plural: `words` are those of many, `defaultValue_one` those of one. */
  count?: number;
  defaultValue_one?: string;
}

/**
 * A sentence in the reader's language; `words` are the English ones, in which `{{name}}` stands for a value.
 *
 * By the instance that Grafana shares and has begun with its language: see docs/decisions/0024-translations.md.
 */
export function t(key: string, words: string, values: Values = {}): string {
  const { count, defaultValue_one } = values;
  return i18next.t(key, {
    ns: namespaces,
    defaultValue: words,
    ...(count !== undefined && { count }),
    ...(defaultValue_one !== undefined && { defaultValue_one }),
    // Values are often other people's words: they are put in as they are, once. React escapes them, and nothing in them is the
    // name of another value or sentence, nor an option of the translation.
    replace: values,
    interpolation: { escapeValue: false, skipOnVariables: true },
    nest: false,
  });
}
