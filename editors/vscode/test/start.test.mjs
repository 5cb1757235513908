import assert from 'node:assert/strict';
import {readFile} from 'node:fs/promises';
import {homedir} from 'node:os';
import {dirname, join} from 'node:path';
import {test} from 'node:test';
import {fileURLToPath} from 'node:url';
import {build} from 'esbuild';

const here = dirname(fileURLToPath(import.meta.url));
const bundled = await build({
  entryPoints: [join(here, '..', 'src', 'server.ts')], bundle: true, format: 'esm', platform: 'node', write: false,
});
const {start, isInWorkspace, advice} = await import(`data:text/javascript;base64,${Buffer.from(bundled.outputFiles[0].contents).toString('base64')}`);

test('the path of the settings is one command, whatever is in it', () => {
  assert.deepEqual(start('sigrun', '', undefined), {command: 'sigrun', args: ['lsp', '--stdio'], env: {}});
  assert.equal(start('', '', undefined).command, 'sigrun');
  assert.equal(start('~/my tools/sigrun', '', undefined).command, `${homedir()}/my tools/sigrun`);
  assert.equal(start('${workspaceFolder}/sigrun', '', '/a b').command, '/a b/sigrun');
  assert.equal(start('a; rm -rf /', '', undefined).command, 'a; rm -rf /');
});

test('a workspace that is not trusted chooses neither the program nor its options', async () => {
  const {capabilities, contributes} = JSON.parse(await readFile(join(here, '..', 'package.json'), 'utf8'));
  const workspace = Object.entries(contributes.configuration.properties).filter(([name]) => !name.startsWith('sigrun.trace.'));
  assert.deepEqual(capabilities.untrustedWorkspaces.restrictedConfigurations, workspace.map(([name]) => name));
  assert.equal(isInWorkspace('${workspaceFolder}/sigrun'), true);
  assert.equal(isInWorkspace('/opt/sigrun'), false);
});

test('options for Java are passed in the environment', () => {
  assert.deepEqual(start('sigrun', ' -Xmx2g ', undefined).env, {SIGRUN_JAVA_OPTS: '-Xmx2g'});
});

test('a failure says what to do', () => {
  assert.match(advice('sigrun', 'ENOENT'), /'sigrun\.path'/);
});
