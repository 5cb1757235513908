import {homedir} from 'node:os';

/** How the server is started. */
export interface Start {
  command: string;
  args: string[];
  env: Record<string, string>;
}

/**
 * The command of the settings with what is to be replaced in it. Nothing is split or interpreted: a path may have
 * blanks, and no shell runs it.
 */
export function start(path: string, javaOptions: string, folder: string | undefined): Start {
  const home = path === '~' || path.startsWith('~/') ? homedir() + path.slice(1) : path;
  const command = home.replaceAll('${workspaceFolder}', folder ?? '.').trim();
  return {
    command: command === '' ? 'sigrun' : command,
    args: ['lsp', '--stdio'],
    env: javaOptions.trim() === '' ? {} : {SIGRUN_JAVA_OPTS: javaOptions.trim()},
  };
}

/** Whether a path of the settings leads into the workspace, whose files may be anybody's. */
export function isInWorkspace(path: string): boolean {
  return path.includes('${workspaceFolder}');
}

/** What people do when the server does not start. */
export function advice(command: string, problem: string): string {
  return `Sigrun does not start: '${command}': ${problem}. Set 'sigrun.path' to the script 'sigrun' of a checkout.`;
}
