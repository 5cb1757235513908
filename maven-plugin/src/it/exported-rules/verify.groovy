import groovy.json.JsonSlurper

def log = new File(basedir, 'build.log').readLines()

def require(List<String> log, String expected) {
  // Not the assertion of Groovy, which prints all of the log.
  if (!log.any { it.contains(expected) }) {
    throw new AssertionError("The log lacks: $expected")
  }
}

def rules = 'src' + File.separator + 'main' + File.separator + 'sigrun' + File.separator
require(log, 'elasticsearch-eql: 1 exact, 0 approximate, 1 refused.')
require(log, 'kibana: 2 exact, 0 approximate, 0 refused.')
require(log, 'Nothing to export: 2 rules unchanged.')
require(log, "[ERROR] ${rules}many_shells.toml:")
require(log, '1 export not exact, see above and in report.json.')

def exports = new File(basedir, 'target/sigrun-exports')
assert exports.list() as Set == ['elasticsearch-eql', 'kibana', 'report.json'] as Set
assert new File(exports, 'elasticsearch-eql').list() as List == ['shell.json']
assert new File(exports, 'elasticsearch-eql/shell.json').text.contains('image')
assert new File(exports, 'kibana/rules.ndjson').readLines().size() == 1
assert new JsonSlurper().parse(new File(exports, 'report.json')).exports*.fidelity == ['exact', 'exact']

def installed = new File(basedir, '../../it-repo/com/example/exported-rules/1.0/exported-rules-1.0-kibana.zip')
def zip = new java.util.zip.ZipFile(installed)
assert zip.entries()*.name == ['rules.ndjson']
assert zip.getInputStream(zip.getEntry('rules.ndjson')).readLines().size() == 2
zip.close()
