import type { CallView } from '@lens/core/api';
import { memo, useState } from 'react';
import { CopyButton, Icon } from '../controls';
import { formatBytes, formatCount, formatNumber, VisibleText } from '../format';
import { useViewer } from '../host';
import { testIds } from '../testIds';
import { rawBlocks } from './rawBlocks';
import { rawSections, type RawSection } from './rawSections';

const blockChars = 8_000;
/** A body is often one line, which the browser can only lay out whole: beyond this it waits to be asked for. */
const firstChars = 100_000;

/** The bodies of a call exactly as they were, to read, copy and keep. */
export const RawBodies = memo(function RawBodies({ view }: { view: CallView }) {
  const [wrap, setWrap] = useState(true);
  return (
    <div className="lens-raw" data-wrap={wrap} data-testid={testIds.raw}>
      <div className="lens-toolbar lens-no-print">
        <button type="button" className="lens-button" aria-pressed={wrap} onClick={() => setWrap(!wrap)}>
          Wrap lines
        </button>
      </div>
      {rawSections(view).map((section) => (
        <Section key={section.id} section={section} />
      ))}
    </div>
  );
});

function Section({ section }: { section: RawSection }) {
  const { title, caption, text, bytes, note } = section;
  const { id, host } = useViewer();
  const heading = id(`raw-${section.id}`);
  return (
    <section className="lens-card" aria-labelledby={heading}>
      <header className="lens-card-head">
        <h2 id={heading}>{title}</h2>
        <span className="lens-dim">
          {caption}
          {bytes !== null && bytes > 0 && ` · ${formatBytes(bytes)}`}
        </span>
        {text !== null && (
          <span className="lens-card-actions lens-no-print">
            <CopyButton text={text} what={title.toLowerCase()}>
              Copy
            </CopyButton>
            <button
              type="button"
              className="lens-button lens-quiet lens-small"
              onClick={() => host.download({ name: section.fileName, text })}
            >
              <Icon name="download" />
              Download
            </button>
          </span>
        )}
      </header>
      {note === null ? <Body text={text ?? ''} title={title} /> : <p className="lens-card-note">{note}</p>}
    </section>
  );
}

const Body = memo(function Body({ text, title }: { text: string; title: string }) {
  const [whole, setWhole] = useState(text.length <= firstChars * 1.5);
  return (
    <>
      <pre className="lens-raw-body" tabIndex={0} aria-label={title}>
        {rawBlocks(whole ? text : text.slice(0, firstChars), blockChars).map((block, index) => (
          <span key={index} className="lens-raw-block">
            <VisibleText text={block} running />
          </span>
        ))}
      </pre>
      {!whole && (
        <p className="lens-card-note">
          The first {formatCount(firstChars, 'character')} of {formatNumber(text.length)}.{' '}
          <button type="button" className="lens-button lens-small" onClick={() => setWhole(true)}>
            Show all
          </button>
        </p>
      )}
    </>
  );
});
