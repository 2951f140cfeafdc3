import type { AppPluginMeta } from '@grafana/data';
import { getBackendSrv } from '@grafana/runtime';
import { useState } from 'react';
import { lastValueFrom } from 'rxjs';
import { findDataSource } from '../app/findDataSource';
import { appId } from '../constants';
import { t } from '../i18n/t';
import type { AppSettings } from './appSettings';
import { checkConnection, type Checked } from './checkConnection';

/** What an administrator is entering. */
interface Entered {
  gatewayUrl: string;
  publicUrl: string;
  /** Empty: the provisioned one, or the first. */
  lokiUid: string;
  token: string;
  /** Grafana has a token already; it tells nobody which. */
  hasToken: boolean;
}

/** The app's settings while they are edited, saved and tried. */
export function useSettings({ jsonData: kept = {}, secureJsonFields, pinned = false }: AppPluginMeta<AppSettings>) {
  const [entered, setEntered] = useState<Entered>({
    gatewayUrl: kept.gatewayUrl ?? '',
    publicUrl: kept.publicUrl ?? '',
    lokiUid: kept.lokiUid ?? '',
    token: '',
    hasToken: secureJsonFields?.['token'] === true,
  });
  const [checked, setChecked] = useState<Checked[] | null>(null);
  const [failed, setFailed] = useState<string | null>(null);
  const [isBusy, setIsBusy] = useState(false);
  const enter = (part: Partial<Entered>): void => setEntered((before) => ({ ...before, ...part }));

  const saveAndTest = async (): Promise<void> => {
    setIsBusy(true);
    setFailed(null);
    setChecked(null);
    try {
      await save(pinned, settingsOf(kept, entered), entered.token);
      enter({ token: '', hasToken: entered.hasToken || entered.token !== '' });
      setChecked(await checkConnection(findDataSource(kept)));
    } catch {
      setFailed(
        t('settings.refused', 'Grafana did not take the settings. Are you an administrator of this organization?'),
      );
    }
    setIsBusy(false);
  };
  const wrongUrl = entered.gatewayUrl !== '' && !/^https?:\/\/[^/]/i.test(entered.gatewayUrl.trim());
  return {
    data: { ...entered, wrongUrl, checked, failed, canSave: !isBusy && !wrongUrl && entered.gatewayUrl.trim() !== '' },
    actions: { enter, saveAndTest },
  };
}

function settingsOf(kept: AppSettings, { gatewayUrl, publicUrl, lokiUid }: Entered): AppSettings {
  const { publicUrl: _before, lokiUid: _loki, ...rest } = kept;
  return {
    ...rest,
    gatewayUrl: trimmed(gatewayUrl),
    ...(publicUrl.trim() !== '' && { publicUrl: trimmed(publicUrl) }),
    ...(lokiUid !== '' && { lokiUid }),
  };
}

/** A token that is not sent stays as it is. */
async function save(pinned: boolean, jsonData: AppSettings, token: string): Promise<void> {
  const data = { enabled: true, pinned, jsonData, ...(token !== '' && { secureJsonData: { token } }) };
  const url = `/api/plugins/${appId}/settings`;
  await lastValueFrom(getBackendSrv().fetch({ url, method: 'POST', data, showErrorAlert: false }));
}

/** Grafana puts a path behind it. */
function trimmed(url: string): string {
  return url.trim().replace(/\/+$/, '');
}
