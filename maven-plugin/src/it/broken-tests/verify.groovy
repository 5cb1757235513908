def log = new File(basedir, 'build.log').readLines()

def require(List<String> log, String expected) {
  // Not the assertion of Groovy, which prints all of the log.
  if (!log.any { it.contains(expected) }) {
    throw new AssertionError("The log lacks: $expected")
  }
}

def rules = 'src' + File.separator + 'main' + File.separator + 'sigrun' + File.separator
require(log, "[ERROR] ${rules}shell.test.toml:3:1: error: ")
require(log, "[ERROR] ${rules}untested.toml: 0 positive cases, 0 negative cases.")
require(log, 'Tests of rules: 1 rule with too few cases, 2 errors, see above.')
def errors = new groovy.xml.XmlSlurper().parse(new File(basedir, 'target/surefire-reports/TEST-sigrun.xml'))
assert errors.@errors == 2
assert errors.testcase*.@name*.text() == ["${rules}shell.test.toml:1:1", "${rules}shell.test.toml:3:1"]
