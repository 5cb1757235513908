# Runs Sigrun with the Java of JAVA_HOME or of the PATH. SIGRUN_JAVA_OPTS has further options for Java.
$jar = Join-Path -Path (Join-Path -Path $PSScriptRoot -ChildPath 'app') -ChildPath 'sigrun-cli.jar'
$java = 'java'
if ($env:JAVA_HOME) {
  $java = Join-Path -Path (Join-Path -Path $env:JAVA_HOME -ChildPath 'bin') -ChildPath 'java'
}
$options = @('-XX:+UseParallelGC')
switch ($args[0]) {
  { $_ -in 'run', 'query', 'backtest' } { $options += '-XX:MaxNewSize=96m' }
  'serve' { }
  'lsp' { $options += @('-XX:+DisplayVMOutputToStderr', '-XX:MaxNewSize=96m') }
  default { $options += '-XX:TieredStopAtLevel=1' }
}
if ($env:SIGRUN_JAVA_OPTS) {
  $options += $env:SIGRUN_JAVA_OPTS -split '\s+'
}
if ($MyInvocation.ExpectingInput) {
  $input | & $java $options -jar $jar $args
} else {
  & $java $options -jar $jar $args
}
exit $LASTEXITCODE
