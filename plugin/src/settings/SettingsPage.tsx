import type { AppPluginMeta, PluginConfigPageProps } from '@grafana/data';
import { Alert, Button, Combobox, Field, FieldSet, Input, SecretInput, Stack } from '@grafana/ui';
import type { FormEvent } from 'react';
import { allLokis } from '../app/findDataSource';
import { t } from '../i18n/t';
import { testIds } from '../testIds';
import type { AppSettings } from './appSettings';
import type { Checked } from './checkConnection';
import { useSettings } from './useSettings';

type SettingsPageProps = PluginConfigPageProps<AppPluginMeta<AppSettings>>;

const examples = { gatewayUrl: 'http://gateway:8080', publicUrl: 'https://llm.example.com' };

/** Where the gateway is, and the token that Editors see originals and give scores with. */
export default function SettingsPage({ plugin: { meta } }: SettingsPageProps) {
  const { data, actions } = useSettings(meta);
  const onSubmit = (event: FormEvent): void => {
    event.preventDefault();
    void actions.saveAndTest();
  };
  return (
    <form onSubmit={onSubmit}>
      <FieldSet label={t('settings.gateway', 'Gateway')}>
        <p>
          {t(
            'settings.for-whom',
            'Pages and panels read with the data source “Luthien calls”, whose token shows masks to everybody. What is set here is for Editors: to see what was redacted, and to give scores.',
          )}
        </p>
        <Field
          label={t('settings.address.label', 'Address')}
          htmlFor="luthien-gateway"
          description={t('settings.address.description', 'Where Grafana’s server reaches the gateway.')}
          required
          invalid={data.wrongUrl}
          error={t('settings.address.wrong', 'Begin with http:// or https://.')}
        >
          <Input
            id="luthien-gateway"
            width={60}
            name="gatewayUrl"
            value={data.gatewayUrl}
            placeholder={examples.gatewayUrl}
            data-testid={testIds.settings.url}
            onChange={(event) => actions.enter({ gatewayUrl: event.currentTarget.value })}
          />
        </Field>
        <Field
          label={t('settings.token.label', 'Token')}
          htmlFor="luthien-token"
          description={t(
            'settings.token.description',
            'One of the gateway’s LENS_API_TOKENS with the scopes read, reveal and score, as in grafana-app:read+reveal+score:…',
          )}
        >
          <SecretInput
            id="luthien-token"
            width={60}
            name="token"
            value={data.token}
            isConfigured={data.hasToken}
            data-testid={testIds.settings.token}
            onChange={(event) => actions.enter({ token: event.currentTarget.value })}
            onReset={() => actions.enter({ hasToken: false })}
          />
        </Field>
        <Field
          label={t('settings.public.label', 'Address for clients')}
          htmlFor="luthien-public"
          description={t(
            'settings.public.description',
            'Where programs send their calls, if that is another address: pages show it in commands.',
          )}
        >
          <Input
            id="luthien-public"
            width={60}
            name="publicUrl"
            value={data.publicUrl}
            placeholder={examples.publicUrl}
            onChange={(event) => actions.enter({ publicUrl: event.currentTarget.value })}
          />
        </Field>
        <LokiField value={data.lokiUid} onChange={(lokiUid) => actions.enter({ lokiUid })} />
        <Button type="submit" disabled={!data.canSave}>
          {t('settings.save', 'Save and test')}
        </Button>
      </FieldSet>
      <Results checked={data.checked ?? []} failed={data.failed} />
    </form>
  );
}

function LokiField({ value, onChange }: { value: string; onChange: (uid: string) => void }) {
  return (
    <Field
      label={t('settings.loki.label', 'Loki')}
      description={t(
        'settings.loki.description',
        'The data source with the gateway’s lines, for the Logs tab of a call’s page.',
      )}
      htmlFor="luthien-loki"
    >
      <Combobox
        id="luthien-loki"
        width={60}
        isClearable
        placeholder={t('settings.loki.usual', 'The provisioned one, or the first')}
        options={allLokis().map(({ uid, name }) => ({ value: uid, label: name }))}
        value={value}
        onChange={(chosen) => onChange(chosen?.value ?? '')}
      />
    </Field>
  );
}

const works: Record<Checked['way'], () => string> = {
  reading: () => t('settings.reading.works', 'Reading: works'),
  originals: () => t('settings.originals.works', 'Originals and scores: works'),
};

const doesNotWork: Record<Checked['way'], () => string> = {
  reading: () => t('settings.reading.fails', 'Reading: does not work'),
  originals: () => t('settings.originals.fails', 'Originals and scores: does not work'),
};

function Results({ checked, failed }: { checked: readonly Checked[]; failed: string | null }) {
  return (
    <div data-testid={testIds.settings.result} aria-live="polite">
      <Stack direction="column">
        {failed !== null && <Alert title={failed} severity="error" />}
        {checked.map(({ way, problem }) => (
          <Alert
            key={way}
            severity={problem === null ? 'success' : 'error'}
            title={problem === null ? works[way]() : doesNotWork[way]()}
          >
            {problem}
          </Alert>
        ))}
      </Stack>
    </div>
  );
}
