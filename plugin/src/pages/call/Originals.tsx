import type { CallView } from '@lens/core/api';
import { t } from '../../i18n/t';

interface OriginalsProps {
  view: CallView;
  shown: boolean;
  isEditor: boolean;
  onShow: (shown: boolean) => void;
}

/** Shows, and hides again, what policies redacted: for Editors, where there is something. */
export function Originals({ view, shown, isEditor, onShow }: OriginalsProps) {
  if (!isEditor || !(shown || view.request.masked || view.response.masked)) return null;
  return (
    <button
      type="button"
      className="lens-button"
      aria-pressed={shown}
      title={
        shown
          ? undefined
          : t('originals.audited', 'Shows what policies redacted. The gateway’s audit log keeps that you looked.')
      }
      onClick={() => onShow(!shown)}
    >
      {shown ? t('originals.hide', 'Hide originals') : t('originals.show', 'Show originals')}
    </button>
  );
}
