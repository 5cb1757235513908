def log = new File(basedir, 'build.log').readLines()
if (!log.any { it.contains("Set the parameter 'targets' to 'all' or to some of elasticsearch-dsl, ") }) {
  throw new AssertionError('The log does not say which parameter is missing.')
}
assert !new File(basedir, 'target/sigrun-exports').exists()
