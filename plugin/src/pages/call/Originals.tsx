import { Button } from '@grafana/ui';
import type { CallView } from '@lens/core/api';

interface OriginalsProps {
  view: CallView;
  shown: boolean;
  mayShow: boolean;
  onShow: (shown: boolean) => void;
}

/** Shows, and hides again, what policies redacted: for Editors, where there is something. */
export function Originals({ view, shown, mayShow, onShow }: OriginalsProps) {
  if (!mayShow || !(shown || view.request.masked || view.response.masked)) return null;
  return shown ? (
    <Button variant="secondary" size="sm" icon="eye-slash" onClick={() => onShow(false)}>
      Hide originals
    </Button>
  ) : (
    <Button
      variant="secondary"
      size="sm"
      icon="eye"
      tooltip="Shows what policies redacted. The gateway’s audit log keeps that you looked."
      onClick={() => onShow(true)}
    >
      Show originals
    </Button>
  );
}
