/** The three kinds of call that are measured. */
export interface Shape {
  name: 'small' | 'large' | 'stream';
  label: string;
  request: Buffer;
}

const question = 'Please summarise the following notes in two sentences, plainly. ';

function body(stream: boolean, bytes: number): Buffer {
  const empty = JSON.stringify({ model: 'bench', stream, messages: [{ role: 'user', content: '' }] });
  const content = question.repeat(Math.ceil(bytes / question.length)).slice(0, Math.max(0, bytes - empty.length));
  return Buffer.from(JSON.stringify({ model: 'bench', stream, messages: [{ role: 'user', content }] }));
}

export const shapes: Shape[] = [
  { name: 'small', label: '0.3 KB request, 1 KB answer', request: body(false, 300) },
  { name: 'large', label: '50 KB request, 1 KB answer', request: body(false, 50_000) },
  { name: 'stream', label: '0.3 KB request, 50-chunk stream', request: body(true, 300) },
];
