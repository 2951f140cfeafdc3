import { useSessions } from '@lens/client/sessions';
import { readSessions } from '@lens/viewer/address';
import { SessionsList } from '@lens/viewer/sessions';
import { useLocation } from 'react-router-dom';
import { AppPage } from '../components/AppPage';
import type { PageProps } from '../components/PageProps';

/** Conversations, those with the newest calls first. */
export default function SessionsPage({ services }: PageProps) {
  const shown = readSessions(new URLSearchParams(useLocation().search));
  const { page, failed } = useSessions({ shown, first: null }, services).data;
  return (
    <AppPage services={services} what="sessions" data={page} failed={failed}>
      {(there) => <SessionsList page={there} shown={shown} />}
    </AppPage>
  );
}
