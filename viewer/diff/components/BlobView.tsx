import { useMounted } from '../../format';
import { blobHash, type Blob } from '../rows';

/** Only what browsers draw without running anything in it. */
const drawable = new Set(['image/png', 'image/jpeg', 'image/gif', 'image/webp']);

/** Larger images are named, not drawn: their text would double the page. */
const maxThumbnail = 4_000_000;

/** Hash and thumbnail of base64 data. The thumbnail comes after hydration, so that its bytes are not sent twice. */
export function BlobView({ blob, comma }: { blob: Blob; comma: boolean }) {
  const mounted = useMounted();
  const hash = blobHash(blob);
  const image = mounted && drawable.has(blob.mediaType) && blob.base64.length <= maxThumbnail;
  return (
    <>
      {hash !== null && <span className="lens-diff-aside"> · sha256 {hash}</span>}
      {comma && <span className="lens-syntax-punctuation">,</span>}
      {image && (
        <img
          className="lens-diff-thumbnail"
          src={`data:${blob.mediaType};base64,${blob.base64}`}
          alt={`${blob.mediaType} in the body`}
        />
      )}
    </>
  );
}
