let turn = 0;
let isCounted = false;

/** A number that is another one in each turn of the event loop in which it is asked for. */
export function currentTurn(): number {
  if (!isCounted) {
    isCounted = true;
    setImmediate(begin);
  }
  return turn;
}

function begin(): void {
  isCounted = false;
  turn += 1;
}
