import { PluginContextProvider, type AppPlugin } from '@grafana/data';

/** A page of an app, as Grafana's AppRootPage has it. */
export function AppRoot({ plugin }: { plugin: AppPlugin }) {
  const { root: Root, meta } = plugin;
  const old = { onNavChanged: () => undefined, query: {}, path: '' };
  if (Root === undefined) return <p>The app has no page.</p>;
  return (
    <PluginContextProvider meta={meta}>
      <Root meta={meta} basename={`/a/${meta.id}`} {...old} />
    </PluginContextProvider>
  );
}

/** The app's page under Plugins. */
export function AppSettings({ plugin }: { plugin: AppPlugin }) {
  return (
    <>
      {plugin.configPages?.map(({ id, title, body: Body }) => (
        <section key={id} aria-label={title}>
          <Body plugin={plugin} query={{}} />
        </section>
      ))}
    </>
  );
}
