def java = System.getProperty('java.home') + '/bin/java'
def repo = new File(basedir, '../../it-repo')
def jars = [new File(basedir, 'app/target/swapped-rules-app-1.0.jar')]
new File(repo, 'com/fasterxml/jackson/core/jackson-core').eachFileRecurse { if (it.name.endsWith('.jar')) jars << it }
new File(repo, 'dev/sigrun/sigrun-runtime').eachFileRecurse { if (it.name.endsWith('.jar')) jars << it }
def process = [
  java, '-cp', jars.join(File.pathSeparator), 'com.example.Main',
  new File(basedir, 'rules-1/target/swapped-rules-rules-1-1.0.jar').path,
  new File(basedir, 'rules-2/target/swapped-rules-rules-2-1.0.jar').path
].execute()
def output = process.inputStream.text
assert process.waitFor() == 0 : process.errorStream.text
assert output.readLines() as Set == ['Netcat', 'Download, Then Run'] as Set
