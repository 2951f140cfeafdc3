import { PluginPage } from '@grafana/runtime';
import { EmptyState, LinkButton } from '@grafana/ui';
import { locationUtil } from '@grafana/data';
import { appId } from '../constants';

/** Instead of the pages: nothing says where the gateway is. */
export function NoDataSource() {
  return (
    <PluginPage>
      <EmptyState
        variant="not-found"
        message="Grafana does not know your gateway yet"
        button={
          <LinkButton href={locationUtil.assureBaseUrl('/connections/datasources/new')} icon="plus">
            Add a data source
          </LinkButton>
        }
      >
        Add a data source of the type Luthien calls with the gateway’s address and a token with the scope read, or look
        at <a href={locationUtil.assureBaseUrl(`/plugins/${appId}`)}>the configuration of this app</a>.
      </EmptyState>
    </PluginPage>
  );
}
