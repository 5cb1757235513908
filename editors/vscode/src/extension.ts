import {homedir} from 'node:os';
import * as vscode from 'vscode';
import {LanguageClient, LanguageClientOptions, ServerOptions, TransportKind} from 'vscode-languageclient/node';
import {advice, isInWorkspace, start} from './server';

let client: LanguageClient | undefined;
let restarted: Promise<void> = Promise.resolve();

/** Starts the server, and again when its settings change. */
export async function activate(context: vscode.ExtensionContext): Promise<void> {
  const log = vscode.window.createOutputChannel('Sigrun', {log: true});
  context.subscriptions.push(
      log,
      vscode.commands.registerCommand('sigrun.restart', () => restart(log)),
      vscode.commands.registerCommand('sigrun.showLog', () => log.show()),
      vscode.commands.registerCommand('sigrun.testRule', testRule),
      vscode.commands.registerCommand('sigrun.openTest', () => vscode.commands.executeCommand('editor.action.goToImplementation')),
      vscode.workspace.onDidGrantWorkspaceTrust(() => void restart(log)),
      vscode.workspace.onDidChangeConfiguration((change) => {
        if (change.affectsConfiguration('sigrun.path') || change.affectsConfiguration('sigrun.javaOptions')) {
          void restart(log);
        }
      }));
  await restart(log);
}

export async function deactivate(): Promise<void> {
  await client?.stop();
}

/** One after the other: trust and settings often change in the same moment. */
function restart(log: vscode.LogOutputChannel): Promise<void> {
  restarted = restarted.then(() => startAgain(log));
  return restarted;
}

async function startAgain(log: vscode.LogOutputChannel): Promise<void> {
  await client?.stop().catch(() => undefined);
  client = undefined;
  const settings = vscode.workspace.getConfiguration('sigrun');
  const path = settings.get('path', 'sigrun');
  if (!vscode.workspace.isTrusted && isInWorkspace(path)) {
    log.warn(`'${path}' is in this workspace, which is not trusted: Sigrun does not start.`);
    return;
  }
  const server = start(
      path, settings.get('javaOptions', ''), vscode.workspace.workspaceFolders?.[0]?.uri.fsPath);
  const options: ServerOptions = {
    command: server.command,
    args: server.args.filter((argument) => argument !== '--stdio'),
    transport: TransportKind.stdio,
    // Windows looks for programs in the current folder first, which must not be the workspace.
    options: {cwd: homedir(), env: {...process.env, ...server.env}},
  };
  const clientOptions: LanguageClientOptions = {
    documentSelector: [
      {scheme: 'file', language: 'toml'}, {scheme: 'file', language: 'yaml'}, {scheme: 'file', pattern: '**/*.{toml,yml,yaml}'},
    ],
    outputChannel: log,
  };
  client = new LanguageClient('sigrun', 'Sigrun', options, clientOptions);
  try {
    await client.start();
  } catch (e) {
    void vscode.window.showErrorMessage(advice(server.command, e instanceof Error ? e.message : String(e)));
  }
}

/** The command that the lens above a rule has, too; the server runs what is saved. */
async function testRule(): Promise<void> {
  const document = vscode.window.activeTextEditor?.document;
  if (document !== undefined) {
    await document.save();
    await vscode.commands.executeCommand('sigrun.runTests', document.uri.toString());
  }
}
