def log = new File(basedir, 'build.log').readLines()

def require(List<String> log, String expected) {
  // Not the assertion of Groovy, which prints all of the log.
  if (!log.any { it.contains(expected) }) {
    throw new AssertionError("The log lacks: $expected")
  }
}

require(log, 'two.toml:13:')
require(log, '1 error in 1 of 2 rules, see above.')
