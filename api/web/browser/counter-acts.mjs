// What a clerk does at a window of the counter's page, and what the page tells.
import assert from 'node:assert/strict';

export async function enter({ page }, text, scene) {
  await page.bringToFront();
  if (scene) await page.selectOption('#scene', scene);
  await page.fill('#code', text);
  await page.press('#code', 'Enter');
}

export async function told({ page }) {
  await page.waitForFunction(() => !['waiting', 'checking', 'asked'].includes(document.querySelector('#counter').dataset.state), null, { timeout: 40_000 });
  return page.evaluate(() => ({
    look: document.querySelector('#answer').dataset.look,
    word: document.querySelector('#answer-word').textContent,
    reason: document.querySelector('#answer-reason').textContent,
    next: document.querySelector('#answer-next').textContent,
    fields: [...document.querySelectorAll('#fields dt')].map((one) => one.textContent),
    facts: document.querySelector('#answer-facts').textContent,
    portrait: document.querySelector('#portrait').naturalWidth,
  }));
}

export async function next({ page }) {
  await page.bringToFront();
  await page.keyboard.press('Escape');
  await page.waitForSelector('#counter[data-state="waiting"]');
}

/** By the window: what one scan tells. */
export async function scan(window, text, scene) {
  await enter(window, text, scene);
  const answer = await told(window);
  assert.notEqual(answer.reason, '');
  assert.notEqual(answer.next, '');
  await next(window);
  return answer;
}
