import { Icon } from '@lens/viewer/controls';

/** Who is signed in, and the way out: a form, so that no address that is merely opened signs anybody out. */
export function SignOut({ name }: { name: string }) {
  return (
    <form className="lens-sign-out" method="post" action="/logout">
      <span className="lens-dim" title={`Signed in as ${name}`}>
        {name}
      </span>
      <button type="submit" className="lens-button lens-quiet" title={`Sign out ${name}`}>
        <Icon name="signOut" />
        <span className="lens-unseen">Sign out</span>
      </button>
    </form>
  );
}
