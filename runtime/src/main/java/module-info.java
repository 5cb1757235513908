/** What compiled matchers run on: events, fields, patterns, rule sets and alerts. */
module dev.sigrun.runtime {
  requires com.fasterxml.jackson.core;
  requires static org.jspecify;

  exports dev.sigrun.runtime;
  exports dev.sigrun.runtime.alert;
  exports dev.sigrun.runtime.detector;
  exports dev.sigrun.runtime.engine;
  exports dev.sigrun.runtime.function;
  exports dev.sigrun.runtime.index;
  exports dev.sigrun.runtime.json;
  exports dev.sigrun.runtime.pattern;
  exports dev.sigrun.runtime.scan;
  exports dev.sigrun.runtime.text;
  exports dev.sigrun.runtime.time;

  uses dev.sigrun.runtime.compiled.CompiledRules;
}
