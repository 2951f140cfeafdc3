import { useSession } from '@lens/client/sessions';
import { readSession } from '@lens/viewer/address';
import { SessionDetails } from '@lens/viewer/sessions';
import { useLocation, useParams } from 'react-router-dom';
import { AppPage } from '../components/AppPage';
import type { PageProps } from '../components/PageProps';
import { t } from '../i18n/t';

/** A conversation with its turns. */
export default function SessionPage({ services }: PageProps) {
  const { sessionId = '' } = useParams();
  const place = readSession(new URLSearchParams(useLocation().search));
  const { page, failed } = useSession({ sessionId, place, first: null }, services).data;
  return (
    <AppPage
      services={services}
      what="session"
      data={page}
      failed={failed}
      nav={{ text: t('pages.session.nav', 'Session {{id}}', { id: sessionId.slice(0, 8) }) }}
    >
      {(there) => <SessionDetails page={there} place={place} />}
    </AppPage>
  );
}
