/** `*` matches any run of characters, everything else itself. Linear in the model's length for each `*`. */
export function modelMatcher(pattern: string): (model: string) => boolean {
  const [head = '', ...rest] = pattern.split('*');
  if (rest.length === 0) return (model) => model === pattern;
  const tail = rest.pop() ?? '';
  return (model) => {
    if (!model.startsWith(head) || !model.endsWith(tail) || model.length < head.length + tail.length) return false;
    const end = model.length - tail.length;
    let at = head.length;
    for (const piece of rest) {
      const found = model.indexOf(piece, at);
      if (found === -1 || found + piece.length > end) return false;
      at = found + piece.length;
    }
    return true;
  };
}
