import type { QueryEditorProps } from '@grafana/data';
import { Combobox, InlineField } from '@grafana/ui';
import { useId } from 'react';
import { t } from '../../i18n/t';
import type { CallsQuery, SourceOfValues } from '../types';
import { annotationOptions } from './words';

type Props = Partial<Pick<QueryEditorProps<SourceOfValues, CallsQuery>, 'query' | 'onChange'>> & {
  annotation?: { target?: CallsQuery };
  onAnnotationChange?: (annotation: never) => void;
};

/** Which moments are drawn into charts. */
export default function AnnotationEditor({ query, annotation, onChange }: Props) {
  const id = useId();
  const kind = annotation?.target?.kind ?? query?.kind;
  return (
    <InlineField label={t('annotations.kind', 'Moments')} labelWidth={20} htmlFor={id}>
      <Combobox
        id={id}
        options={annotationOptions()}
        value={kind ?? 'all'}
        width={32}
        onChange={({ value }) => {
          const { kind: _before, ...rest } = query ?? { refId: 'Annotations', type: 'annotations' };
          onChange?.({ ...rest, type: 'annotations', ...(value !== 'all' && { kind: value }) });
        }}
      />
    </InlineField>
  );
}
