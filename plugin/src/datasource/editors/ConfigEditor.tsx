import type { DataSourceJsonData, DataSourcePluginOptionsEditorProps } from '@grafana/data';
import { Field, Input, SecretInput } from '@grafana/ui';
import { useId } from 'react';
import { t } from '../../i18n/t';
import { usualUrl } from '../../settings/appSettings';
import type { CallsSecrets } from '../types';

type Props = DataSourcePluginOptionsEditorProps<DataSourceJsonData, CallsSecrets>;

/** Where the gateway is, and the token that Grafana sends to it. */
export default function ConfigEditor({ options, onOptionsChange }: Props) {
  const id = useId();
  const { url, secureJsonFields, secureJsonData } = options;
  return (
    <>
      <Field
        label={t('data-source.url.label', 'URL')}
        htmlFor={`${id}-url`}
        description={t('data-source.url.description', 'Of the gateway, as Grafana’s server reaches it, without a path')}
        required
      >
        <Input
          id={`${id}-url`}
          width={50}
          placeholder={usualUrl}
          value={url}
          onChange={({ currentTarget }) =>
            onOptionsChange({ ...options, url: currentTarget.value.trim().replace(/\/+$/, '') })
          }
        />
      </Field>
      <Field
        label={t('data-source.token.label', 'Token')}
        htmlFor={`${id}-token`}
        description={t(
          'data-source.token.description',
          'One of LENS_API_TOKENS of the gateway, with the scope read alone: everybody who may query this data source reads with it',
        )}
        required
      >
        <SecretInput
          id={`${id}-token`}
          width={50}
          isConfigured={secureJsonFields['token'] === true}
          value={secureJsonData?.token ?? ''}
          onChange={({ currentTarget }) =>
            onOptionsChange({ ...options, secureJsonData: { token: currentTarget.value.trim() } })
          }
          onReset={() =>
            onOptionsChange({
              ...options,
              secureJsonFields: { ...secureJsonFields, token: false },
              secureJsonData: { token: '' },
            })
          }
        />
      </Field>
    </>
  );
}
