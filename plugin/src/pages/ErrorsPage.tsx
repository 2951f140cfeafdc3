import { useErrors } from '@lens/client/errors';
import { readErrors } from '@lens/viewer/address';
import { ErrorGroups } from '@lens/viewer/errors';
import { useLocation } from 'react-router-dom';
import { AppPage } from '../components/AppPage';
import type { PageProps } from '../components/PageProps';

/** Errors that are the same, each once. */
export default function ErrorsPage({ services }: PageProps) {
  const shown = readErrors(new URLSearchParams(useLocation().search));
  const { list, failed } = useErrors({ shown, first: null }, services).data;
  return (
    <AppPage services={services} what="errors" data={list} failed={failed}>
      {({ groups }) => <ErrorGroups groups={groups} shown={shown} />}
    </AppPage>
  );
}
