def log = new File(basedir, 'build.log').readLines()
if (!log.any { it.contains("The parameter 'targets' says what to export to: 'all', or some of elasticsearch-dsl, ") }) {
  throw new AssertionError('The log does not say which parameter is missing.')
}
assert !new File(basedir, 'target/sigrun-exports').exists()
