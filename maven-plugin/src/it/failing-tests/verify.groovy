def log = new File(basedir, 'build.log').readLines()

def require(List<String> log, String expected) {
  // Not the assertion of Groovy, which prints all of the log.
  if (!log.any { it.contains(expected) }) {
    throw new AssertionError("The log lacks: $expected")
  }
}

def rules = 'src' + File.separator + 'main' + File.separator + 'sigrun' + File.separator
require(log, "[ERROR] FAIL  ${rules}shell.toml: 1 of 2 cases")
require(log, "  ${rules}shell.test.toml:11: another shell")
require(log, '    expected: ')
require(log, 'process.name = "zsh"')
require(log, '[WARNING] 2 rules without a positive and a negative case.')
require(log, 'Tests of rules: 1 failed case, see above.')
def suite = new groovy.xml.XmlSlurper().parse(new File(basedir, 'target/surefire-reports/TEST-shell.xml'))
assert suite.@failures == 1
assert suite.testcase.failure.text().contains('process.name = "zsh"')
