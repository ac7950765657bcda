import assert from 'node:assert/strict';

type Waiting<I, O> = { item: I; weight: number; resolve: (answer: O) => void; reject: (error: unknown) => void };

/**
 * Lets concurrent calls share their work: calls that arrive while earlier groups are under way, or in the same turn of
 * the event loop, are worked on together. Nobody waits on a timer: a group leaves as soon as a lane is free. Where
 * several lanes are free they share what waits, down to `fair` calls a group: fewer would cost more than they hasten.
 *
 * `work` answers its items in order; when it fails, every call of that group fails and no other. A group weighs at most
 * `most`, except that an item heavier than that goes alone.
 */
export function gather<I, O>(options: {
  work: (items: I[]) => Promise<O[]>;
  weigh: (item: I) => number;
  most: number;
  lanes: number;
  fair: number;
}): (item: I) => Promise<O> {
  const queue: Waiting<I, O>[] = [];
  let busy = 0;
  let due = false;

  function callSoon(): void {
    if (due || busy >= options.lanes || queue.length === 0) return;
    due = true;
    setImmediate(() => {
      due = false;
      void leave();
    });
  }

  async function leave(): Promise<void> {
    const share = Math.max(options.fair, Math.ceil(queue.length / (options.lanes - busy)));
    const group = nextGroup(queue, options.most, share);
    busy += 1;
    callSoon();
    try {
      const answers = await options.work(group.map(({ item }) => item));
      assert.equal(answers.length, group.length, 'one answer an item');
      for (const [index, { resolve }] of group.entries()) resolve(answers[index] as O);
    } catch (error) {
      for (const { reject } of group) reject(error);
    } finally {
      busy -= 1;
      callSoon();
    }
  }

  return (item) =>
    new Promise<O>((resolve, reject) => {
      queue.push({ item, weight: options.weigh(item), resolve, reject });
      callSoon();
    });
}

function nextGroup<I, O>(queue: Waiting<I, O>[], most: number, share: number): Waiting<I, O>[] {
  let weight = 0;
  let count = 0;
  for (const waiting of queue) {
    weight += waiting.weight;
    if (count === share || (count > 0 && weight > most)) break;
    count += 1;
  }
  return queue.splice(0, count);
}
