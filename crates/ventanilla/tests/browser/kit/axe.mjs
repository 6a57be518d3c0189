// axe-core's verdict on what is on the screen.
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { axeFile } from './scene.mjs';

const source = readFileSync(axeFile, 'utf8');
const GRAVE = new Set(['serious', 'critical']);

/** Nothing serious or critical, with `where` told when there is. */
export async function accessible(page, where) {
  await page.evaluate(source);
  const { violations } = await page.evaluate(() => globalThis.axe.run(document, { resultTypes: ['violations'] }));
  const grave = violations.filter(({ impact }) => GRAVE.has(impact))
    .flatMap(({ id, help, nodes }) => nodes.map((node) => `${id} (${help}): ${node.html.slice(0, 160)} ${node.failureSummary.split('\n')[1] ?? ''}`));
  assert.deepEqual(grave, [], where);
}
