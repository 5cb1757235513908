def log = new File(basedir, 'build.log').readLines()

def require(List<String> log, String expected) {
  // Not the assertion of Groovy, which prints all of the log.
  if (!log.any { it.contains(expected) }) {
    throw new AssertionError("The log lacks: $expected")
  }
}

def rules = 'src' + File.separator + 'main' + File.separator + 'sigrun' + File.separator
require(log, "[ERROR] ${rules}no_such_function.toml:17:15: error: ")
require(log, "Did you mean 'cidrMatch'?")
require(log, "[ERROR] ${rules}no_end.toml:18:")
require(log, '2 errors in 2 of 3 rules, see above.')
assert !new File(basedir, 'target/classes').exists()
