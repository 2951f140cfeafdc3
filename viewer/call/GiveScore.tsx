import { newScoreSchema } from '@lens/core/api';
import { useState, type FormEvent } from 'react';
import { closeOnEscape } from '../controls';

/** What somebody says of a call. */
export interface GivenScore {
  name: string;
  value: number;
  comment: string | null;
}

interface GiveScoreProps {
  /** Null when it was taken, else why not, in words. */
  onGive: (score: GivenScore) => Promise<string | null>;
}

/** A form, folded, that says of a call what one thinks of it. */
export function GiveScore({ onGive }: GiveScoreProps) {
  const [open, setOpen] = useState(false);
  const [told, setTold] = useState<string | null>(null);
  const [sending, setSending] = useState(false);
  const send = async (form: HTMLFormElement): Promise<void> => {
    const score = scoreOf(new FormData(form));
    if (score === null) {
      setTold('Give a name of letters, digits, “.”, “_” and “-”, and a number.');
      return;
    }
    setSending(true);
    const refused = await onGive(score);
    setSending(false);
    setTold(refused ?? `${score.name} is ${score.value}, as you say.`);
    if (refused === null) setOpen(false);
  };
  const onSubmit = (event: FormEvent<HTMLFormElement>): void => {
    event.preventDefault();
    void send(event.currentTarget);
  };
  return (
    <div className="lens-give-score">
      <details
        className="lens-menu"
        open={open}
        onToggle={({ currentTarget }) => setOpen(currentTarget.open)}
        onKeyDown={closeOnEscape}
      >
        <summary className="lens-button">Score</summary>
        <form className="lens-menu-body" onSubmit={onSubmit}>
          <label>
            What is judged <input name="name" defaultValue="hallucination" required maxLength={64} />
          </label>
          <label>
            Value <input name="value" type="number" step="any" defaultValue="1" required />
          </label>
          <p className="lens-dim">Of a rate 1 is yes and 0 is no.</p>
          <label>
            Comment <textarea name="comment" rows={2} maxLength={2000} />
          </label>
          <button type="submit" className="lens-button" disabled={sending}>
            Give score
          </button>
        </form>
      </details>
      <span role="status" className="lens-score-told">
        {told}
      </span>
    </div>
  );
}

/** Null where it is none that the API takes. */
function scoreOf(form: FormData): GivenScore | null {
  const text = (name: string): string => {
    const value = form.get(name);
    return typeof value === 'string' ? value.trim() : '';
  };
  const [value, comment] = [text('value'), text('comment')];
  const score = newScoreSchema.safeParse({ name: text('name'), value: value === '' ? null : Number(value) });
  return score.success ? { name: score.data.name, value: score.data.value, comment: comment || null } : null;
}
