import { PluginPage } from '@grafana/runtime';
import { EmptyState, LinkButton } from '@grafana/ui';
import { locationUtil } from '@grafana/data';
import { appId } from '../constants';
import { t } from '../i18n/t';

/** Instead of the pages: nothing says where the gateway is. */
export function NoDataSource() {
  return (
    <PluginPage>
      <EmptyState
        variant="not-found"
        message={t('no-data-source.title', 'Grafana does not know your gateway yet')}
        button={
          <LinkButton href={locationUtil.assureBaseUrl('/connections/datasources/new')} icon="plus">
            {t('no-data-source.add', 'Add a data source')}
          </LinkButton>
        }
      >
        <p>
          {t(
            'no-data-source.how',
            'Add a data source of the type Luthien calls with the gateway’s address and a token with the scope read.',
          )}
        </p>
        <a href={locationUtil.assureBaseUrl(`/plugins/${appId}`)}>
          {t('no-data-source.settings', 'Look at the configuration of this app')}
        </a>
      </EmptyState>
    </PluginPage>
  );
}
