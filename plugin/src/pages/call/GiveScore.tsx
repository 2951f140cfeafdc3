import { getBackendSrv, isFetchError } from '@grafana/runtime';
import { Alert, Button, Field, Input, Modal, TextArea } from '@grafana/ui';
import { newScoreSchema } from '@lens/core/api';
import { useState, type FormEvent } from 'react';
import { lastValueFrom } from 'rxjs';
import { scoresProxy } from '../../constants';
import { toProblem } from '../../grafana/toProblem';

interface GiveScoreProps {
  callId: string;
  onGiven: () => void;
}

/** Says of a call what one thinks of it, as in `hallucination`, of which the gateway makes a rate. */
export function GiveScore(props: GiveScoreProps) {
  const [open, setOpen] = useState(false);
  return (
    <>
      <button type="button" className="lens-button" onClick={() => setOpen(true)}>
        Score
      </button>
      <Modal title="Score this call" isOpen={open} onDismiss={() => setOpen(false)}>
        <ScoreForm {...props} onClose={() => setOpen(false)} />
      </Modal>
    </>
  );
}

function ScoreForm({ callId, onGiven, onClose }: GiveScoreProps & { onClose: () => void }) {
  const [name, setName] = useState('hallucination');
  const [value, setValue] = useState('1');
  const [comment, setComment] = useState('');
  const [problem, setProblem] = useState<string | null>(null);
  const [isSending, setIsSending] = useState(false);
  const send = async (): Promise<void> => {
    const score = newScoreSchema.safeParse({
      name,
      value: value.trim() === '' ? null : Number(value),
      comment: comment || null,
    });
    if (!score.success) {
      setProblem('Give a name of letters, digits, “.”, “_” and “-”, and a number.');
      return;
    }
    setIsSending(true);
    const refused = await give(callId, score.data);
    setIsSending(false);
    setProblem(refused);
    if (refused !== null) return;
    onClose();
    onGiven();
  };
  const onSubmit = (event: FormEvent): void => {
    event.preventDefault();
    void send();
  };
  return (
    <form onSubmit={onSubmit}>
      {problem !== null && <Alert title={problem} severity="error" />}
      <Field label="What is judged" description="As in hallucination, which makes the hallucination rate.">
        <Input name="name" value={name} onChange={(event) => setName(event.currentTarget.value)} />
      </Field>
      <Field label="Value" description="A number; of a rate 1 is yes and 0 is no.">
        <Input
          name="value"
          type="number"
          step="any"
          value={value}
          onChange={(event) => setValue(event.currentTarget.value)}
        />
      </Field>
      <Field label="Comment" description="Seen by Editors only, as it may quote what was redacted.">
        <TextArea name="comment" value={comment} onChange={(event) => setComment(event.currentTarget.value)} />
      </Field>
      <Modal.ButtonRow>
        <Button variant="secondary" fill="outline" onClick={onClose}>
          Cancel
        </Button>
        <Button type="submit" disabled={isSending}>
          Give score
        </Button>
      </Modal.ButtonRow>
    </form>
  );
}

/** Null when it was taken, else why not. */
async function give(callId: string, score: object): Promise<string | null> {
  const url = `${scoresProxy}/api/v1/calls/${encodeURIComponent(callId)}/scores`;
  try {
    await lastValueFrom(
      getBackendSrv().fetch({ url, method: 'POST', data: score, showErrorAlert: false, showSuccessAlert: false }),
    );
    return null;
  } catch (error) {
    if (!isFetchError<unknown>(error)) return 'The score could not be sent. Is the network there?';
    return toProblem(error.status, JSON.stringify(error.data)).detail;
  }
}
