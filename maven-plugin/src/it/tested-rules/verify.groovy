def reports = new File(basedir, 'target/surefire-reports')
assert reports.list() as Set == ['TEST-linux.shell.xml', 'TEST-linux.download_then_run.xml'] as Set
def suite = new groovy.xml.XmlSlurper().parse(new File(reports, 'TEST-linux.download_then_run.xml'))
assert suite.@tests == 2
assert suite.@failures == 0
assert suite.testcase*.@name*.text() == ['a shell within a minute', 'too late']
def test = ['src', 'test', 'sigrun', 'linux', 'download_then_run.test.toml'].join(File.separator)
assert suite.testcase*.@file*.text() == [test, test]
assert new File(basedir, 'build.log').text.contains('2 rules, 4 cases: 4 passed, 0 failed, 0 skipped.')
