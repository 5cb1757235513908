def java = System.getProperty('java.home') + '/bin/java'
def repo = new File(basedir, '../../it-repo')
def jackson = new File(repo, 'com/fasterxml/jackson/core/jackson-core')
def jars = []
jackson.eachFileRecurse { if (it.name.endsWith('.jar')) jars << it }
new File(repo, 'dev/sigrun/sigrun-runtime').eachFileRecurse { if (it.name.endsWith('.jar')) jars << it }
jars << new File(basedir, 'rules/target/consumer-rules-1.0.jar')
jars << new File(basedir, 'app/target/consumer-app-1.0.jar')
def manifest = new java.util.jar.JarFile(new File(basedir, 'rules/target/consumer-rules-1.0.jar')).withCloseable {
  it.manifest.mainAttributes
}
assert manifest.getValue('Sigrun-Compiled-By').startsWith('Sigrun')
assert manifest.getValue('Sigrun-Rules') == '1'
assert manifest.getValue('Sigrun-Contract') ==~ /\d+/
assert manifest.getValue('Automatic-Module-Name') == 'dev.sigrun.generated'
def process = [java, '-cp', jars.join(File.pathSeparator), 'com.example.Main'].execute()
process.withWriter {
  it << '{"@timestamp":"2026-03-01T12:00:00Z","event":{"category":"process","type":"start"},"process":{"name":"bash","parent":{"name":"nginx"}}}\n'
  it << '{"@timestamp":"2026-03-01T12:00:01Z","event":{"category":"process","type":"start"},"process":{"name":"bash","parent":{"name":"sshd"}}}\n'
}
def output = process.inputStream.text
assert process.waitFor() == 0 : process.errorStream.text
assert output.readLines().size() == 1
assert output.contains('"kibana.alert.rule.name":"Web Server Starts a Shell"')
