def jar = new java.util.jar.JarFile(new File(basedir, 'target/spaces-and-umlauts-1.0.jar'))
def names = jar.entries().collect { it.name }
jar.close()
assert names.contains('META-INF/services/dev.sigrun.runtime.compiled.CompiledRules')
assert names.count { it.startsWith('dev/sigrun/generated/') && it.endsWith('.class') } == 2
