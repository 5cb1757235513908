/**
 * The protocol of the extension against the real server: the same library that the extension speaks with, without the
 * editor. SIGRUN names the command to test, its words separated by line feeds; without it, the script of the checkout.
 */
import assert from 'node:assert/strict';
import {spawn} from 'node:child_process';
import {mkdtemp, readFile, rm, writeFile} from 'node:fs/promises';
import {tmpdir} from 'node:os';
import {dirname, join} from 'node:path';
import {after, before, test} from 'node:test';
import {fileURLToPath, pathToFileURL} from 'node:url';
import protocol from 'vscode-languageserver-protocol/node.js';

const {createProtocolConnection, StreamMessageReader, StreamMessageWriter} = protocol;
const here = dirname(fileURLToPath(import.meta.url));
const [command, ...args] = (process.env.SIGRUN ?? join(here, '..', '..', '..', 'sigrun')).split('\n');

const RULE = `[metadata]
creation_date = "2026/01/01"
updated_date = "2026/01/01"

[rule]
author = ["Sigrun"]
description = "A rule for a test."
index = ["logs-*"]
language = "eql"
name = "Shell Started"
risk_score = 21
rule_id = "00000000-0000-4000-8000-000000000001"
severity = "low"
type = "eql"
query = '''
process where process.nme == "sh"
'''
`;
const TEST = `[[case]]
name = "a shell"
expect = "match"
event = { event.category = "process", process.name = "sh" }

[[case]]
name = "none"
expect = "none"
event = { event.category = "process", process.name = "ls" }
`;

let folder;
let server;
let connection;
let capabilities;
const diagnostics = new Map();
const messages = [];
const rule = () => pathToFileURL(join(folder, 'rule.toml')).toString();

before(async () => {
  folder = await mkdtemp(join(tmpdir(), 'sigrun-vscode-'));
  await writeFile(join(folder, 'rule.test.toml'), TEST);
  server = spawn(command, [...args, 'lsp'], {stdio: ['pipe', 'pipe', 'inherit']});
  connection = createProtocolConnection(new StreamMessageReader(server.stdout), new StreamMessageWriter(server.stdin));
  connection.onNotification('textDocument/publishDiagnostics', (report) => diagnostics.set(report.uri, report.diagnostics));
  connection.onNotification('window/showMessage', (message) => messages.push(message.message));
  connection.onNotification('window/logMessage', () => undefined);
  connection.onRequest('client/registerCapability', () => null);
  connection.onRequest('workspace/codeLens/refresh', () => null);
  connection.listen();
});

after(async () => {
  connection?.dispose();
  server?.kill();
  await rm(folder, {recursive: true, force: true});
});

async function until(condition) {
  const end = Date.now() + 60_000;
  while (!condition()) {
    assert.ok(Date.now() < end, 'The server has not reported in time.');
    await new Promise((done) => setTimeout(done, 20));
  }
}

test('a request before the session is refused as the protocol says', async () => {
  await assert.rejects(
      connection.sendRequest('textDocument/hover', {textDocument: {uri: rule()}, position: {line: 0, character: 0}}),
      (error) => error.code === -32002);
});

test('the session begins', async () => {
  const result = await connection.sendRequest('initialize', {
    processId: process.pid, rootUri: null, capabilities: {workspace: {codeLens: {refreshSupport: true}}},
    workspaceFolders: [{uri: pathToFileURL(folder).toString(), name: 'test'}],
  });
  capabilities = result.capabilities;
  assert.equal(result.serverInfo.name, 'sigrun');
  await connection.sendNotification('initialized', {});
});

test('every command that the server names is one that the extension leaves to it', async () => {
  const extension = JSON.parse(await readFile(join(here, '..', 'package.json'), 'utf8'));
  const own = extension.contributes.commands.map((each) => each.command);
  for (const name of capabilities.executeCommandProvider.commands) {
    assert.ok(!own.includes(name), `${name} would be registered twice`);
  }
  assert.deepEqual(capabilities.executeCommandProvider.commands, ['sigrun.runTests']);
});

test('a mistake is reported and mended', async () => {
  await connection.sendNotification('textDocument/didOpen', {textDocument: {uri: rule(), languageId: 'toml', version: 1, text: RULE}});
  await until(() => (diagnostics.get(rule()) ?? []).length > 0);
  const [report] = diagnostics.get(rule());
  assert.match(report.message, /process\.nme/);
  const actions = await connection.sendRequest('textDocument/codeAction', {
    textDocument: {uri: rule()}, range: report.range, context: {diagnostics: [report]},
  });
  assert.equal(actions[0].title, "Change 'process.nme' to 'process.name'");
  const mended = RULE.replace('process.nme', 'process.name');
  await writeFile(join(folder, 'rule.toml'), mended);
  await connection.sendNotification('textDocument/didChange', {textDocument: {uri: rule(), version: 2}, contentChanges: [{text: mended}]});
  await until(() => (diagnostics.get(rule()) ?? []).length === 0);
});

test('fields are completed and explained, colours and formatting are offered', async () => {
  const line = RULE.split('\n').findIndex((each) => each.startsWith('process where'));
  const position = {line, character: 'process where process.na'.length};
  const list = await connection.sendRequest('textDocument/completion', {textDocument: {uri: rule()}, position});
  assert.ok(list.items.some((item) => item.label === 'process.name'));
  const hover = await connection.sendRequest('textDocument/hover', {textDocument: {uri: rule()}, position});
  assert.match(hover.contents.value, /keyword/);
  const tokens = await connection.sendRequest('textDocument/semanticTokens/full', {textDocument: {uri: rule()}});
  assert.ok(tokens.data.length > 0);
  assert.ok(Array.isArray(await connection.sendRequest('textDocument/formatting', {
    textDocument: {uri: rule()}, options: {tabSize: 2, insertSpaces: true},
  })));
});

test('the lens runs the tests', async () => {
  const lenses = await connection.sendRequest('textDocument/codeLens', {textDocument: {uri: rule()}});
  const lens = lenses.find((each) => each.command.command === 'sigrun.runTests');
  assert.equal(lens.command.title, 'Run 2 tests');
  const report = await connection.sendRequest('workspace/executeCommand', {
    command: lens.command.command, arguments: lens.command.arguments,
  });
  assert.match(report, /2 passed/);
  assert.ok(messages.some((message) => message.includes('2 passed')));
});

test('the session ends in order', async () => {
  await connection.sendRequest('shutdown');
  await assert.rejects(connection.sendRequest('shutdown'), (error) => error.code === -32600);
  const code = new Promise((done) => server.once('exit', done));
  await connection.sendNotification('exit');
  assert.equal(await code, 0);
});
