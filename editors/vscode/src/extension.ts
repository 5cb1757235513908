import * as vscode from 'vscode';
import {LanguageClient, LanguageClientOptions, ServerOptions, TransportKind} from 'vscode-languageclient/node';
import {advice, start} from './server';

let client: LanguageClient | undefined;

/** Starts the server, and again when its settings change. */
export async function activate(context: vscode.ExtensionContext): Promise<void> {
  const log = vscode.window.createOutputChannel('Sigrun', {log: true});
  context.subscriptions.push(
      log,
      vscode.commands.registerCommand('sigrun.restart', () => restart(log)),
      vscode.commands.registerCommand('sigrun.showLog', () => log.show()),
      vscode.commands.registerCommand('sigrun.testRule', testRule),
      vscode.commands.registerCommand('sigrun.openTest', () => vscode.commands.executeCommand('editor.action.goToImplementation')),
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

async function restart(log: vscode.LogOutputChannel): Promise<void> {
  await client?.stop().catch(() => undefined);
  const settings = vscode.workspace.getConfiguration('sigrun');
  const server = start(
      settings.get('path', 'sigrun'), settings.get('javaOptions', ''), vscode.workspace.workspaceFolders?.[0]?.uri.fsPath);
  const options: ServerOptions = {
    command: server.command,
    args: server.args.filter((argument) => argument !== '--stdio'),
    transport: TransportKind.stdio,
    options: {env: {...process.env, ...server.env}},
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
