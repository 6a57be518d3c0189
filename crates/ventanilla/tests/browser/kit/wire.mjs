// How a scene speaks with the test that plays it: a line out, a line in.
import { createInterface } from 'node:readline';

const answers = createInterface({ input: process.stdin })[Symbol.asyncIterator]();

// Listening alone keeps no scene alive.
process.stdin.unref?.();

/** Asks the test to do something to the demo, such as "kill" or "start", and waits until it is done. */
export async function ask(what) {
  console.log(`ask ${what}`);
  const { done } = await answers.next();
  if (done) throw new Error(`nobody answered to "${what}"`);
}

/** Hands facts to the test, which checks them from the operator's side. */
export function tell(facts) {
  console.log(`tell ${JSON.stringify(facts)}`);
}
