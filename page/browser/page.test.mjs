/**
 * The page as a person uses it, in Chromium. SIGRUN names the command, its words separated by line feeds; without it, the
 * script of the checkout. CHROMIUM names the browser. SCREENSHOTS names a folder for pictures.
 */
import assert from 'node:assert/strict';
import {spawn} from 'node:child_process';
import {mkdir, mkdtemp, rm, writeFile} from 'node:fs/promises';
import {createServer} from 'node:http';
import {tmpdir} from 'node:os';
import {dirname, join} from 'node:path';
import {after, before, test} from 'node:test';
import {fileURLToPath} from 'node:url';
import {chromium} from 'playwright-core';

const here = dirname(fileURLToPath(import.meta.url));
const [command, ...args] = (process.env.SIGRUN ?? join(here, '..', '..', 'sigrun')).split('\n');
const pictures = process.env.SCREENSHOTS;

const rule = (number, query, extra = '') => `[metadata]
creation_date = "2026/01/01"
updated_date = "2026/01/01"

[rule]
author = ["Sigrun"]
description = "A rule for a test."
index = ["logs-*"]
language = "eql"
name = "Rule ${number}"
risk_score = 21
rule_id = "00000000-0000-4000-8000-00000000000${number}"
severity = "low"
type = "eql"
${extra}query = '''
${query}
'''
`;
const SHELL = rule(1, 'process where process.name == "sh" and\n  user.name != "root"');
const BROKEN = SHELL.replace('user.name != "root"', 'cidrmtch(source.ip, "10.0.0.0/8")');
const SEQUENCE = rule(2, 'sequence by user.name with maxspan=1m\n  [process where process.name == "a"]\n  [process where process.name == "b"]');
const event = (second, process, user, more = {}) => JSON.stringify({
  '@timestamp': new Date(Date.UTC(2026, 0, 1, 10, 0, second)).toISOString(),
  event: {category: ['process']}, process: {name: process}, user: {name: user}, host: {name: 'web-1'}, ...more,
});
const EVENTS = [event(0, 'sh', 'ann'), event(1, 'sh', 'root'), event(2, 'ls', 'ann')].join('\n');
const STEPS = [
  event(0, 'a', 'ann'), event(5, 'b', 'ann'), event(10, 'a', 'bob'), event(20, 'a', 'bob'), event(200, 'b', 'bob'), event(3, 'a', 'late'),
].join('\n');
const HOSTILE = '"><img src=x onerror=window.hacked=1><script>window.hacked=1</script>\u202e';

let folder;
let server;
let address;
let browser;
const problems = [];

before(async () => {
  folder = await mkdtemp(join(tmpdir(), 'sigrun-page-'));
  await mkdir(join(folder, 'rules'));
  await writeFile(join(folder, 'rules', 'shell.toml'), SHELL);
  await writeFile(join(folder, 'rules', 'sequence.toml'), SEQUENCE);
  [server, address] = await start();
  browser = await chromium.launch({executablePath: process.env.CHROMIUM ?? '/usr/bin/chromium', args: ['--no-sandbox']});
});

/** A server of its own, with its address. */
async function start(env = {}) {
  const started = spawn(command, [...args, 'serve', 'rules', '--port', '0', '--quiet'],
      {cwd: folder, stdio: ['ignore', 'pipe', 'inherit'], env: {...process.env, ...env}});
  const said = await new Promise((done, failed) => {
    let all = '';
    started.stdout.on('data', (chunk) => {
      all += chunk;
      if (all.includes('\n')) {
        done(all.trim());
      }
    });
    started.once('exit', () => failed(new Error(`The server has ended: ${all}`)));
  });
  return [started, said];
}

after(async () => {
  await browser?.close();
  server?.kill();
  await rm(folder, {recursive: true, force: true});
});

/** A fresh browser that reports everything that goes wrong in the page, the policy included. */
async function open(options = {}, at = address) {
  const context = await browser.newContext({viewport: {width: 1280, height: 800}, ...options});
  await context.grantPermissions(['clipboard-read', 'clipboard-write']);
  const page = await context.newPage();
  page.setDefaultTimeout(60_000);
  page.on('pageerror', (error) => problems.push(error.message));
  page.on('console', (message) => {
    // A refused question is an answer; what the policy forbids is a bug of ours, unless Chromium itself styles the text
    // that a person edits, which the policy keeps out.
    if (message.type() === 'error' && !/^(Failed to load resource|Applying inline style)/.test(message.text())) {
      problems.push(message.text());
    }
  });
  page.on('request', (request) => {
    if (!request.url().startsWith(new URL(at).origin) && !request.url().startsWith('data:') && !request.url().startsWith('blob:')) {
      problems.push(`asks for ${request.url()}`);
    }
  });
  await page.goto(at);
  await page.waitForSelector('#verdict');
  return page;
}

const editor = '#editor .cm-content';

async function write(page, text) {
  await page.click(editor);
  await page.keyboard.press('Control+a');
  await page.keyboard.insertText(text);
}

async function verdict(page, text) {
  await page.waitForFunction((wanted) => document.querySelector('#verdict')?.textContent?.includes(wanted), text);
}

async function paste(page, events) {
  await page.click('#tab-events');
  if (!(await page.isVisible('#pasted'))) {
    await page.click('.paste summary');
  }
  await page.fill('#pasted', events);
  await page.click('.paste .primary');
}

async function picture(page, name) {
  if (pictures !== undefined) {
    await page.screenshot({path: join(pictures, `${name}.png`)});
  }
}

function nothingWentWrong() {
  assert.deepEqual(problems.splice(0), []);
}

test('the token leaves the address, and the page paints within a second', async () => {
  const page = await open();
  assert.ok(!page.url().includes('token'));
  await page.reload();
  await page.waitForSelector('#verdict');
  const paint = await page.evaluate(() => performance.getEntriesByName('first-contentful-paint')[0].startTime);
  assert.ok(paint < 1000, `first paint after ${paint} ms`);
  nothingWentWrong();
});

test('a broken rule is reported as it is typed, and mended by the quick fix', async () => {
  const page = await open();
  await write(page, BROKEN);
  await verdict(page, '1 error');
  assert.match(await page.textContent('#reports'), /Unknown function 'cidrmtch'\. Did you mean 'cidrMatch'\?/);
  await page.waitForSelector('.cm-lintRange-error');
  await page.click('button.fix');
  await verdict(page, 'Compiles');
  assert.match(await page.textContent(editor), /cidrMatch\(source\.ip/);
  nothingWentWrong();
});

test('fields are completed and explained', async () => {
  const page = await open();
  await write(page, SHELL.slice(0, SHELL.indexOf('user.name') + 'user.na'.length));
  await page.keyboard.press('Control+Space');
  await page.waitForSelector('.cm-tooltip-autocomplete li:has-text("user.name")');
  await page.keyboard.press('Enter');
  await page.keyboard.insertText(" != \"root\"\n'''\n");
  await verdict(page, 'Compiles');
  await page.hover('.cm-line:has-text("process where") .t-property');
  await page.waitForSelector('.cm-tooltip .prose:has-text("keyword")');
  nothingWentWrong();
});

test('events show what matches, and why another one does not, in the text of the rule', async () => {
  const page = await open();
  await write(page, SHELL);
  await verdict(page, 'Compiles');
  await paste(page, EVENTS);
  await page.waitForSelector('.result:has-text("1 alert from 1 event of 3")');
  await page.click('button[data-event="2"]');
  await page.waitForSelector('.condition:has-text("The event does not match: 1 of")');
  const clause = await page.textContent('.clause.in-the-way');
  assert.match(clause, /user\.name != "root"/);
  assert.match(clause, /user\.name = "root"/);
  assert.equal(await page.textContent('#editor .c-false.c-way'), 'user.name != "root"');
  assert.equal(await page.textContent('#editor .c-true >> nth=-1'), 'process.name == "sh"');
  await picture(page, 'events-light');
  await page.selectOption('#which-events', 'matched');
  await page.waitForFunction(() => document.querySelectorAll('.events .row').length === 1);
  nothingWentWrong();
});

test('a file of events can be dropped', async () => {
  const page = await open();
  await write(page, SHELL);
  const data = await page.evaluateHandle((text) => {
    const transfer = new DataTransfer();
    transfer.items.add(new File([text], 'dropped.ndjson'));
    return transfer;
  }, EVENTS);
  await page.dispatchEvent('body', 'drop', {dataTransfer: data});
  await page.waitForSelector('.source:has-text("dropped.ndjson")');
  await page.waitForSelector('.result:has-text("1 alert")');
  nothingWentWrong();
});

test('a file that has changed can be chosen again', async () => {
  const page = await open();
  await write(page, SHELL);
  await verdict(page, 'Compiles');
  await page.click('#tab-events');
  const file = join(folder, 'chosen.ndjson');
  await writeFile(file, EVENTS);
  await page.setInputFiles('#event-file', file);
  await page.waitForSelector('.result:has-text("1 alert from 1 event of 3")');
  await writeFile(file, `${EVENTS}\n${EVENTS}`);
  await page.setInputFiles('#event-file', file);
  await page.waitForSelector('.result:has-text("2 alerts from 2 events of 6")');
  nothingWentWrong();
});

/** Drops a file that the page makes itself: a text, so many times. */
async function drop(page, text, times) {
  const data = await page.evaluateHandle(([line, count]) => {
    const transfer = new DataTransfer();
    transfer.items.add(new File([line.repeat(count)], 'large.ndjson'));
    return transfer;
  }, [text, times]);
  await page.dispatchEvent('body', 'drop', {dataTransfer: data});
}

test('a million events can be dropped, and one more is refused with a sentence', async () => {
  const page = await open();
  await write(page, SHELL);
  await verdict(page, 'Compiles');
  await drop(page, '{"event.category":"process","process.name":"ls"}\n', 1_000_000);
  await page.waitForSelector('.result:has-text("No alert in 1,000,000 events")');
  await page.waitForSelector('button[data-event="1"]');
  assert.ok((await page.$$('button[data-event]')).length <= 200, 'all events are on the page');
  await drop(page, '{"event.category":"process","process.name":"ls"}\n', 1_000_001);
  await page.waitForSelector('#banner:has-text("Up to 1000000 events of")');
  await page.waitForSelector('.result:has-text("No alert in 1,000,000 events")');
  nothingWentWrong();
});

test('a file that is too large is refused with a sentence, and the page goes on', async () => {
  // An eighth of the heap may be sent.
  const [small, at] = await start({JAVA_TOOL_OPTIONS: `${process.env.JAVA_TOOL_OPTIONS ?? ''} -Xmx160m`});
  try {
    const page = await open({}, at);
    await drop(page, ' '.repeat(1 << 20), 24);
    await page.waitForSelector('#banner:has-text("Files of events of up to 20 MB can be sent. Send a part of the file")');
    await write(page, SHELL);
    await verdict(page, 'Compiles');
    await paste(page, EVENTS);
    await page.waitForSelector('.result:has-text("1 alert")');
    nothingWentWrong();
  } finally {
    small.kill();
  }
});

test('a slow upload says so and arrives', async () => {
  const page = await open();
  await write(page, SHELL);
  await verdict(page, 'Compiles');
  const devtools = await page.context().newCDPSession(page);
  await devtools.send('Network.enable');
  await devtools.send('Network.emulateNetworkConditions', {offline: false, latency: 0, downloadThroughput: -1, uploadThroughput: 60_000});
  await drop(page, `${EVENTS}\n`, 600);
  await page.waitForSelector('#banner:has-text("large.ndjson is sent and read")');
  await page.waitForSelector('.result:has-text("600 alerts")');
  assert.equal(await page.isVisible('#banner'), false);
  nothingWentWrong();
});

test('a sequence shows on its time line what was kept, consumed and too late', async () => {
  const page = await open();
  await write(page, SEQUENCE);
  await verdict(page, 'sequence');
  await paste(page, STEPS);
  await page.waitForSelector('.result:has-text("1 alert")');
  await page.click('#tab-time');
  await page.waitForSelector('.lane');
  const fates = async (key) => page.$$eval(
      `.lane:has(h3:has-text("${key}")) .dot`, (dots) => dots.map((dot) => dot.getAttribute('class')));
  assert.deepEqual(await fates('ann'), ['dot f-alerted', 'dot f-alerted']);
  assert.deepEqual(await fates('bob'), ['dot f-replaced', 'dot f-expired', 'dot f-passed']);
  assert.deepEqual(await fates('late'), ['dot f-late']);
  await picture(page, 'time-light');
  await page.focus('.lane:has(h3:has-text("bob")) .dot');
  await page.keyboard.press('Enter');
  await page.waitForSelector('.detail:has-text("gave way to another event, when event 4 came")');
  await page.selectOption('#lateness', '600');
  await page.waitForFunction(() => document.querySelector('.f-late.dot') === null);
  nothingWentWrong();
});

test('an export that is refused says where and why', async () => {
  const page = await open();
  await write(page, SEQUENCE);
  await verdict(page, 'sequence');
  await page.click('#tab-exports');
  await page.click('[data-target="elasticsearch-dsl"] summary');
  const reason = page.locator('[data-target="elasticsearch-dsl"] .reasons li').first();
  assert.match(await reason.textContent(), /refused/);
  await reason.locator('button').click();
  assert.match(await page.evaluate(() => getSelection().toString()), /sequence/);
  await page.waitForSelector('#editor .m-refused');
  assert.match(await page.textContent('[data-target="elasticsearch-eql"] .badge'), /exact/);
  await picture(page, 'exports-light');
  nothingWentWrong();
});

test('tests run with one click, and the Java is there', async () => {
  const page = await open();
  await write(page, SHELL);
  await page.click('#tab-tests');
  await page.click('.test-editor .cm-content');
  await page.keyboard.insertText(
      '[[case]]\nname = "wrong"\nexpect = "none"\nevent = { event.category = "process", process.name = "sh", user.name = "x" }\n');
  await page.click('text=Run tests');
  await page.waitForSelector('.cases .b-failed');
  await page.click('#tab-java');
  await page.waitForSelector('pre:has-text("boolean matches")');
  nothingWentWrong();
});

test('rules can be browsed, run together and seen as a matrix', async () => {
  const page = await open();
  await page.click('#tab-rules');
  await page.fill('#rule-search', 'rule 2');
  await page.waitForFunction(() => document.querySelectorAll('.rules .row').length === 1);
  await page.click('.rules .row');
  await verdict(page, 'sequence');
  await paste(page, `${EVENTS}\n${STEPS}`);
  await page.waitForSelector('.result:has-text("alert")');
  await page.click('#tab-results');
  await page.click('text=Run all rules');
  await page.waitForSelector('.alerts tbody tr');
  await page.fill('#alert-search', '"Rule 1"');
  await page.waitForFunction(() => document.querySelectorAll('.alerts tbody tr').length === 1);
  await page.click('#tab-coverage');
  await page.waitForSelector('text=2 rules without a tactic');
  nothingWentWrong();
});

test('a link holds the whole state', async () => {
  const page = await open();
  await write(page, SEQUENCE);
  await verdict(page, 'sequence');
  await paste(page, STEPS);
  await page.waitForSelector('.result:has-text("1 alert")');
  await page.click('button[data-event="3"]');
  await page.click('#tab-time');
  await page.click('text=Copy link');
  await page.waitForSelector('#banner:has-text("The link is copied")');
  const link = await page.evaluate(() => navigator.clipboard.readText());
  // The history has the address, so events are not in it; the page has them again when it is loaded again.
  await page.waitForTimeout(1_000);
  assert.ok((await page.evaluate(() => location.href)).length < link.length, 'the address holds the events');
  await page.reload();
  await page.waitForSelector('.lane');
  const other = await page.context().newPage();
  await other.goto(link);
  await other.waitForSelector('.lane');
  assert.match(await other.textContent(editor), /maxspan=1m/);
  assert.equal(await other.getAttribute('#tab-time', 'aria-selected'), 'true');
  await other.goto('about:blank');
  await other.goto(`${new URL(address).origin}/#s=broken`);
  await other.waitForSelector('#banner:has-text("damaged")');
  nothingWentWrong();
});

test('everything works by keyboard alone', async () => {
  const page = await open();
  const focused = () => page.evaluate(() => document.activeElement.id || document.activeElement.className || document.activeElement.tagName);
  await page.keyboard.press('Tab');
  assert.equal(await focused(), 'skip');
  for (let i = 0; i < 10 && !(await focused()).includes('cm-content'); i++) {
    await page.keyboard.press('Tab');
  }
  assert.match(await focused(), /cm-content/);
  await page.keyboard.press('Control+a');
  await page.keyboard.insertText(BROKEN);
  await verdict(page, '1 error');
  await page.waitForSelector('button.fix');
  await page.keyboard.press('Control+.');
  await verdict(page, 'Compiles');
  for (let i = 0; i < 20 && !(await focused()).startsWith('tab-'); i++) {
    await page.keyboard.press('Tab');
  }
  assert.equal(await focused(), 'tab-events');
  await page.keyboard.press('ArrowRight');
  assert.equal(await focused(), 'tab-time');
  await page.keyboard.press('ArrowLeft');
  for (let i = 0; i < 10 && (await focused()) !== 'SUMMARY'; i++) {
    await page.keyboard.press('Tab');
  }
  await page.keyboard.press('Enter');
  await page.keyboard.press('Tab');
  assert.equal(await focused(), 'pasted');
  await page.keyboard.insertText(EVENTS);
  await page.keyboard.press('Tab');
  await page.keyboard.press('Enter');
  await page.waitForSelector('.result:has-text("No alert in 3 events")');
  nothingWentWrong();
});

test('texts of rules and events stay texts', async () => {
  const page = await open();
  const hostile = rule(3, `process where process.name == "sh" and user.name != ${JSON.stringify(HOSTILE)}`)
      .replace('name = "Rule 3"', `name = ${JSON.stringify(HOSTILE)}`);
  await write(page, hostile);
  await verdict(page, 'Compiles');
  await paste(page, event(0, 'sh', HOSTILE, {host: {name: HOSTILE}}) + '\n' + event(1, 'sh', 'x', {host: {name: HOSTILE}}));
  await page.waitForSelector('.result:has-text("alert")');
  await page.click('button[data-event="1"]');
  await page.waitForSelector('.condition');
  for (const tab of ['time', 'java', 'exports', 'tests', 'rules', 'coverage', 'results', 'events']) {
    await page.click(`#tab-${tab}`);
    await page.waitForTimeout(300);
    const reordering = await page.evaluate(() => document.body.innerText.split('\n').filter((line) => line.includes('\u202e')));
    assert.deepEqual(reordering, [], tab);
  }
  assert.ok(await page.$('#editor .cm-specialChar') !== null);
  await page.click('#tab-results');
  await page.click('text=Run all rules');
  await page.waitForSelector('.alerts');
  assert.equal(await page.evaluate(() => window.hacked), undefined);
  // The editor has images without a source of its own, around characters that it shows by name.
  assert.equal(await page.$('img:not(.cm-widgetBuffer)'), null);
  nothingWentWrong();
});

test('foreign pages cannot use the server', async () => {
  const origin = new URL(address).origin;
  const token = new URLSearchParams(new URL(address).hash.slice(1)).get('token');
  const foreign = createServer((request, response) => {
    response.setHeader('Content-Type', 'text/html');
    response.end('<!doctype html><title>foreign</title><iframe id="frame"></iframe>');
  });
  await new Promise((done) => foreign.listen(0, '127.0.0.1', done));
  const context = await browser.newContext();
  const page = await context.newPage();
  await page.goto(`http://127.0.0.1:${foreign.address().port}/`);
  const ask = (headers) => page.evaluate(async ([url, given]) => {
    try {
      return (await fetch(url, {method: 'POST', headers: given, body: '{}'})).status;
    } catch {
      return 'refused';
    }
  }, [`${origin}/api/rules`, headers]);
  assert.equal(await ask({'Content-Type': 'application/json', 'X-Sigrun-Token': token}), 'refused');
  assert.equal(await ask({'Content-Type': 'text/plain'}), 'refused');
  const framed = await page.evaluate(async (url) => {
    const frame = document.getElementById('frame');
    const loaded = new Promise((done) => frame.addEventListener('load', done));
    frame.src = url;
    await loaded;
    try {
      return frame.contentDocument === null ? 'closed' : 'open';
    } catch {
      return 'closed';
    }
  }, origin);
  assert.equal(framed, 'closed');
  const script = await page.evaluate((url) => new Promise((done) => {
    const element = document.createElement('script');
    element.src = `${url}/app.js`;
    element.onload = () => done('loaded');
    element.onerror = () => done('refused');
    document.head.append(element);
  }), origin);
  assert.equal(script, 'refused');
  await context.close();
  foreign.close();
});

for (const [width, scheme] of [[1280, 'dark'], [400, 'light'], [400, 'dark']]) {
  test(`the page fits ${width} pixels, ${scheme}`, async () => {
    const page = await open({viewport: {width, height: 800}, colorScheme: scheme, reducedMotion: 'reduce'});
    await write(page, SEQUENCE);
    await verdict(page, 'sequence');
    await paste(page, STEPS);
    await page.waitForSelector('.result:has-text("1 alert")');
    await page.click('button[data-event="3"]');
    await page.waitForSelector('.condition');
    await picture(page, `events-${width}-${scheme}`);
    for (const tab of ['rules', 'time', 'java', 'exports', 'tests', 'coverage', 'events']) {
      await page.click(`#tab-${tab}`);
      await page.waitForTimeout(400);
      const wide = await page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
      assert.ok(wide <= 0, `${tab} is ${wide} pixels too wide`);
    }
    const tall = await page.evaluate(() => document.getElementById('editor').clientHeight);
    assert.ok(width > 960 || tall < 400, `the editor is ${tall} pixels tall, so the results are far below`);
    assert.ok((await contrasts(page)).length === 0, JSON.stringify(await contrasts(page)));
    nothingWentWrong();
  });
}

/** Texts whose contrast with what is behind them is too low to read. */
function contrasts(page) {
  return page.evaluate(() => {
    const canvas = document.createElement('canvas').getContext('2d', {willReadFrequently: true});
    const rgb = (colour) => {
      canvas.clearRect(0, 0, 1, 1);
      canvas.fillStyle = colour;
      canvas.fillRect(0, 0, 1, 1);
      return [...canvas.getImageData(0, 0, 1, 1).data];
    };
    const light = ([r, g, b]) => [r, g, b].map((each) => {
      const part = each / 255;
      return part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4;
    }).reduce((sum, part, i) => sum + part * [0.2126, 0.7152, 0.0722][i], 0);
    const behind = (element) => {
      for (let each = element; each !== null; each = each.parentElement) {
        const colour = rgb(getComputedStyle(each).backgroundColor);
        if (colour[3] === 255) {
          return colour;
        }
      }
      return [255, 255, 255, 255];
    };
    const low = [];
    for (const element of document.querySelectorAll('body *')) {
      const text = [...element.childNodes].some((node) => node.nodeType === 3 && node.textContent.trim() !== '');
      const box = element.getBoundingClientRect();
      if (text && box.width > 2 && element.checkVisibility() && !element.closest('svg') && !element.disabled) {
        const [one, other] = [light(rgb(getComputedStyle(element).color)), light(behind(element))];
        const contrast = (Math.max(one, other) + 0.05) / (Math.min(one, other) + 0.05);
        if (contrast < 4.5) {
          low.push(`${element.className || element.tagName}: ${contrast.toFixed(2)}: ${element.textContent.slice(0, 40)}`);
        }
      }
    }
    return [...new Set(low)];
  });
}
