import type { Policy } from '../contract';

interface Memory {
  characters: number;
}

/** Refuses requests that name a project, and tells how long streamed answers were. */
export function projectGuard(name: string, project: string): Policy<Memory> {
  return {
    name,
    createState: () => ({ characters: 0 }),
    onRequest(request, ctx) {
      for (const { role, text } of request.texts()) {
        if (role !== 'user' || !text.includes(project)) continue;
        ctx.emit('policy.project_named', 'The user named a project', { role }, 'warning');
        return { block: { message: 'This project is not discussed here.' } };
      }
      return undefined;
    },
    onStreamEvent(event, { state }) {
      for (const { text } of event.texts()) state.characters += text.length;
      return [event];
    },
    onStreamEnd(ctx) {
      ctx.emit('policy.answer_measured', 'Measured the answer', { characters: ctx.state.characters });
      return [];
    },
  };
}
