import { browserAddress, copyText, downloadText } from '@lens/client/browser';
import type { CallView } from '@lens/core/api';
import { CallDetails, GiveScore, type CallTab } from '@lens/viewer/call';
import { toolConversation } from '@lens/viewer/fixtures';
import { createLinks, Viewer, type ViewerHost } from '@lens/viewer/host';
import { useState } from 'react';
import { createRoot } from 'react-dom/client';
import './house.css';

/** Another house than our own pages: it has styles, keys and addresses of its own, and two viewers side by side. */
function House() {
  return (
    <>
      <header data-house>
        <h2>Another house</h2>
        <p>
          <a href="#house">Its link</a> <code>its code</code> <button type="button">Its button</button>
        </p>
      </header>
      <div className="rooms">
        <Room name="left" theme="light" />
        <Room name="right" theme="dark" />
      </div>
    </>
  );
}

const hosts: Record<'left' | 'right', ViewerHost> = { left: hostOf('left-'), right: hostOf('right-') };

function hostOf(idPrefix: string): ViewerHost {
  return {
    links: {
      ...createLinks({
        list: '/house/calls',
        compare: '/house/compare',
        live: '/house/live',
        errors: '/house/errors',
        sessions: '/house/sessions',
        call: (callId) => `/house/calls/${callId}`,
      }),
      trace: (view) => `/house/trace/${view.call.traceId}`,
      logs: () => null,
    },
    address: browserAddress,
    keyScope: null,
    idPrefix,
    howToReveal: 'Ask the house.',
    notify: () => undefined,
    copy: copyText,
    download: downloadText,
  };
}

const view: CallView = toolConversation;

function Room({ name, theme }: { name: 'left' | 'right'; theme: 'light' | 'dark' }) {
  const [tab, setTab] = useState<CallTab>('changes');
  return (
    <div data-room={name}>
      <Viewer host={hosts[name]} theme={theme}>
        <CallDetails
          view={view}
          bodies="ready"
          tab={tab}
          tabHref={(id) => `?${name}=${id}`}
          onTab={setTab}
          list={{ href: '/house/calls', previous: null, next: null }}
          mode={null}
          onMode={() => undefined}
          actions={
            <>
              <select aria-label="What to do with it">
                <option>Keep</option>
              </select>
              <GiveScore onGive={() => Promise.resolve(null)} />
            </>
          }
        />
      </Viewer>
    </div>
  );
}

const place = document.getElementById('house');
if (place !== null) createRoot(place).render(<House />);
