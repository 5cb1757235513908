def log = new File(basedir, 'build.log').readLines()
assert log.count { it.contains('Tests are skipped.') && !it.contains('surefire') } >= 2
assert log.count { it.contains('[ERROR] FAIL ') } == 1
assert log.count { it.contains('[ERROR] Tests of rules: 1 failed case, see above.') } == 1
