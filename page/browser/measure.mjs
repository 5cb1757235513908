/**
 * Measures the page in Chromium: npm run measure -- RULES EVENTS RULE. RULES is a folder, EVENTS a file of events, RULE the
 * file of the one rule that runs over them first. SIGRUN and CHROMIUM as for the tests.
 */
import {spawn} from 'node:child_process';
import {readFile} from 'node:fs/promises';
import {cpus, loadavg} from 'node:os';
import {dirname, join, resolve} from 'node:path';
import {fileURLToPath} from 'node:url';
import {chromium} from 'playwright-core';

const [rules, events, rule] = process.argv.slice(2);
if (rule === undefined) {
  console.error('Usage: npm run measure -- RULES EVENTS RULE');
  process.exit(2);
}
const ROUNDS = 5;
const here = dirname(fileURLToPath(import.meta.url));
const [command, ...args] = (process.env.SIGRUN ?? join(here, '..', '..', 'sigrun')).split('\n');
const server = spawn(command, [...args, 'serve', ...rules.split(','), '--port', '0', '--quiet'], {stdio: ['ignore', 'pipe', 'inherit']});
const address = await new Promise((done) => server.stdout.once('data', (chunk) => done(String(chunk).trim())));
const browser = await chromium.launch({executablePath: process.env.CHROMIUM ?? '/usr/bin/chromium', args: ['--no-sandbox']});

const said = (name, times) => {
  const [first, ...later] = times.map((time) => Math.round(time));
  console.log(`${name}: first ${first} ms, then ${later.join(', ')} ms; load ${loadavg()[0].toFixed(1)} on ${cpus().length} processors`);
};
const timed = async (work) => {
  const start = performance.now();
  await work();
  return performance.now() - start;
};

try {
  const page = await browser.newPage({viewport: {width: 1280, height: 800}});
  page.setDefaultTimeout(120_000);
  await page.goto(address);
  const paint = async () => {
    await page.waitForSelector('#verdict');
    return page.evaluate(() => performance.getEntriesByName('first-contentful-paint')[0].startTime);
  };
  const paints = [await paint()];
  for (let i = 0; i < ROUNDS; i++) {
    await page.reload();
    paints.push(await paint());
  }
  said('First paint', paints);

  await page.click('#editor .cm-content');
  await page.keyboard.press('Control+a');
  await page.keyboard.insertText(await readFile(rule, 'utf8'));
  await page.waitForFunction(() => document.querySelector('#verdict')?.textContent?.includes('Compiles'));
  await page.click('#tab-events');
  const dropped = [];
  for (let i = 0; i <= ROUNDS; i++) {
    const answered = page.waitForResponse((response) => response.url().endsWith('/api/run'));
    dropped.push(await timed(async () => {
      await page.setInputFiles('input[type=file]', resolve(events));
      await answered;
      await page.waitForSelector('.result:has-text("alert")');
    }));
  }
  said('One rule, from the drop of the file to the answer on the page', dropped);

  await page.click('#tab-results');
  const results = [];
  for (let i = 0; i <= ROUNDS; i++) {
    const answered = page.waitForResponse((response) => response.url().endsWith('/api/results'));
    results.push(await timed(async () => {
      await page.click('text=Run all rules');
      await answered;
      await page.waitForSelector('.alerts');
    }));
  }
  said('All rules, from the click to the answer on the page', results);
  console.log(await page.textContent('[role=status]:has-text("ran over")'));
} finally {
  await browser.close();
  server.kill();
}
