assert new File(basedir, 'build.log').text.contains('No rules in ')
assert !new File(basedir, 'target/generated-sources/sigrun').exists()
