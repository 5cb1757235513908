/**
 * Bundles the page into the resources of the command, or into another folder that is named. The same sources and
 * versions (package-lock.json) give the same bytes on any machine.
 */
import {copyFile, mkdir} from 'node:fs/promises';
import {dirname, join} from 'node:path';
import {fileURLToPath} from 'node:url';
import {build} from 'esbuild';

const here = dirname(fileURLToPath(import.meta.url));
const target = process.argv[2] ?? join(here, '..', 'cli', 'src', 'main', 'resources', 'dev', 'sigrun', 'cli', 'web', 'page');

await mkdir(target, {recursive: true});
await build({
  absWorkingDir: here,
  entryPoints: ['src/app.ts', 'src/report.ts'],
  outdir: target,
  bundle: true,
  minify: true,
  format: 'esm',
  target: 'es2022',
  charset: 'utf8',
  legalComments: 'none',
});
for (const file of ['index.html', 'icon.svg']) {
  await copyFile(join(here, 'src', file), join(target, file));
}
