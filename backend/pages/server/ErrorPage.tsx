import { VisibleText } from '@lens/viewer/format';
import { SignOut } from '../frame/SignOut';
import { Topbar } from '../frame/Topbar';

export interface ErrorWords {
  title: string;
  /** What happened and what to do. */
  text: string;
  /** What the address named. */
  subject: string;
}

interface ErrorPageProps extends ErrorWords {
  signedInAs: string | null;
}

/** A page that stays as the server made it. */
export function ErrorPage({ title, text, subject, signedInAs }: ErrorPageProps) {
  return (
    <div className="lens-viewer lens-root lens-frame">
      <Topbar>{signedInAs !== null && <SignOut name={signedInAs} />}</Topbar>
      <main className="lens-error-page">
        <h1>{title}</h1>
        {subject !== '' && (
          <p>
            <code>
              <VisibleText text={subject} />
            </code>
          </p>
        )}
        <p>{text}</p>
        <p>
          <a href="/">Recent calls</a>
        </p>
      </main>
    </div>
  );
}
