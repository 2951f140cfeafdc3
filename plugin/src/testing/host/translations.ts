import { DEFAULT_LANGUAGE, initPluginTranslations, LANGUAGES } from '@grafana/i18n';
import { config } from '@grafana/runtime';
import i18next from 'i18next';

/** Begins with the reader's language, as `initTranslations` of packages/grafana-i18n does in 12.2.0. */
export async function startTranslations(): Promise<void> {
  const { language } = config.bootData.user;
  const lng = LANGUAGES.find(({ code }) => code === language)?.code;
  await i18next.init({
    ...(lng !== undefined && { lng }),
    partialBundledLanguages: true,
    // A language counts from the first sentence that is there in it: Grafana's own are.
    resources: Object.fromEntries(LANGUAGES.map(({ code, name }) => [code, { grafana: { name } }])),
    returnEmptyString: false,
    supportedLngs: LANGUAGES.map(({ code }) => code),
    fallbackLng: DEFAULT_LANGUAGE,
    ns: ['grafana'],
  });
  // The half of it that is React's.
  await initPluginTranslations('grafana');
}

/** The sentences of a plugin, in the reader's language or in English, as they are loaded ahead of its module. */
export async function loadTranslations(pluginId: string): Promise<void> {
  const translations = translationsOf(pluginId);
  const wanted = i18next.resolvedLanguage ?? DEFAULT_LANGUAGE;
  const language = translations[wanted] === undefined ? DEFAULT_LANGUAGE : wanted;
  const path = translations[language];
  if (path === undefined) return;
  const response = await fetch(path);
  i18next.addResourceBundle(language, pluginId, await response.json(), true, false);
}

function translationsOf(pluginId: string): Partial<Record<string, string>> {
  const metas: Record<string, object> = { ...config.apps, ...config.panels };
  for (const { meta } of Object.values(config.datasources)) metas[meta.id] = meta;
  const meta = metas[pluginId];
  return meta !== undefined && 'translations' in meta ? (meta.translations as Record<string, string>) : {};
}
