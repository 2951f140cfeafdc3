import { readComparedShape, type CompareChoice } from '@lens/viewer/address';
import type { PickerProblem } from '@lens/viewer/compare';
import type { Request, Response } from 'express';
import type { Principal } from '../../auth';
import { uuidIn } from '../../uuid';
import type { ComparedCalls, ComparePageData } from '../app/pageData';
import { pageHost } from '../app/pageHost';
import { defaultInlineBytes, type PageContext } from './pageContext';
import { sendPage } from './sendPage';
import { visitOf } from './visit';

/** `GET /compare?a=&b=`: two calls side by side; without two that exist, a form to name them, and what is wrong. */
export async function comparePage(req: Request, res: Response, context: PageContext): Promise<void> {
  const { reader, params, readerData } = visitOf(req, context);
  const selected = params.getAll('call');
  if (selected.length > 0) {
    redirectSelected(res, selected);
    return;
  }
  const asked = { a: given(params, 'a'), b: given(params, 'b') };
  const answer = await compare(asked, params, reader, context);
  const data: ComparePageData = {
    compared: 'compared' in answer ? answer.compared : null,
    asked: { ...asked, problem: 'problem' in answer ? answer.problem : null },
    ...readerData,
  };
  res.status('status' in answer ? answer.status : 200);
  await sendPage(res, context, { page: 'compare', title: 'Compare two calls', data });
}

type Answer = { compared: ComparedCalls } | { status: number; problem: PickerProblem | null };

async function compare(
  asked: { a: string; b: string },
  params: URLSearchParams,
  reader: Principal,
  context: PageContext,
): Promise<Answer> {
  const [a, b] = [uuidIn(asked.a), uuidIn(asked.b)];
  if (a === null || b === null) return unreadable(asked, { a, b });
  if (a === b) return { status: 400, problem: { fields: ['a', 'b'], text: same } };
  const choice: CompareChoice = {
    a,
    b,
    ...readComparedShape(params),
  };
  const loaded = await context.loadComparison(choice, reader, context.inlineBytes ?? defaultInlineBytes);
  if (!('unknown' in loaded)) return { compared: { ...loaded, choice } };
  const fields = (['a', 'b'] as const).filter((name) => loaded.unknown.includes(choice[name]));
  return { status: 404, problem: { fields, text: unknownText(fields) } };
}

/** What is missing is only asked for; what is no id is an error. */
function unreadable(asked: { a: string; b: string }, ids: { a: string | null; b: string | null }): Answer {
  const fields = (['a', 'b'] as const).filter((name) => asked[name] !== '' && ids[name] === null);
  if (fields.length === 0) return { status: 200, problem: null };
  const which = fields.length === 2 ? 'Call A and call B are' : `Call ${fields.join('').toUpperCase()} is`;
  return { status: 400, problem: { fields, text: `${which} not readable as a call id. ${idForm}` } };
}

const idForm =
  'An id has the form 019aa3f2-6c11-7a40-8f3e-2b1d5c6e7f80; it is in the answer’s header x-luthien-call-id and on the call’s page.';

const same = 'Both are the same call. Choose another one for A or B.';

function unknownText(fields: readonly ('a' | 'b')[]): string {
  const which = fields.map((name) => `call ${name.toUpperCase()}`).join(' and ');
  return (
    `There is no ${which} with this id. A call is written a moment after its end, so one that is still running is not ` +
    'here yet; one that was erased, or whose retention time is over, is not here any more.'
  );
}

/** Without JavaScript the list sends its checkboxes. The older call is A, as with it. */
function redirectSelected(res: Response, selected: string[]): void {
  const [a = '', b = ''] = [...selected].sort();
  res.redirect(303, pageHost.links.compare({ a, b }));
}

/** An address is long, a call id is not: what is shown again has an end. */
function given(params: URLSearchParams, name: 'a' | 'b'): string {
  return (params.get(name) ?? '').trim().slice(0, 500);
}
