import { usePolicies } from '@lens/client/policies';
import { PoliciesList } from '@lens/viewer/policies';
import { AppPage } from '../components/AppPage';
import type { PageProps } from '../components/PageProps';

/** The policies of the gateway, and what each did lately. */
export default function PoliciesPage({ services }: PageProps) {
  const { list, failed } = usePolicies({ first: null }, services).data;
  return (
    <AppPage services={services} what="policies" data={list} failed={failed}>
      {(there) => <PoliciesList list={there} />}
    </AppPage>
  );
}
