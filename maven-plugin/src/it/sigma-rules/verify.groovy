def reports = new File(basedir, 'target/surefire-reports')
assert reports.list() as Set == ['TEST-linux.shell.xml', 'TEST-badges.refused.xml'] as Set
def suite = new groovy.xml.XmlSlurper().parse(new File(reports, 'TEST-badges.refused.xml'))
assert suite.@tests == 4
assert suite.@failures == 0
def log = new File(basedir, 'build.log').text
// The rule that the correlation is about raises no alerts, and the pipeline beside the rules is not a rule.
assert log.contains('2 rules, 6 cases: 6 passed, 0 failed, 0 skipped.')
def service = new File(basedir, 'target/classes/META-INF/services/dev.sigrun.runtime.compiled.CompiledRules')
assert service.exists()
def named = false
new File(basedir, 'target').eachFileRecurse { named |= it.name.endsWith('.java') && it.text.contains('badge.seen') }
assert named
