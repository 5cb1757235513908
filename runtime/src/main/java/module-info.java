/**
 * Runs compiled detection rules over events. Platform code needs the packages {@code runtime},
 * {@code rule}, {@code event}, {@code alert}, {@code engine}, {@code engine.ahead} and {@code
 * engine.report}; generated code also uses {@code compiled} and the detectors, functions and tests
 * on values: {@code address}, {@code number}, {@code pattern}, {@code text} and {@code time}. Which
 * members these are is listed where the compiler's {@code GeneratedLinksTest} compares them. The
 * {@code internal} packages are shared with Sigrun's own modules only.
 */
@SuppressWarnings("module") // The modules that see the internals need not be present.
module dev.sigrun.runtime {
  requires com.fasterxml.jackson.core;
  // For those who publish counters through JMX.
  requires static java.management;
  requires static org.jspecify;

  exports dev.sigrun.runtime;
  exports dev.sigrun.runtime.address;
  exports dev.sigrun.runtime.alert;
  exports dev.sigrun.runtime.batch;
  exports dev.sigrun.runtime.compiled;
  exports dev.sigrun.runtime.detector;
  exports dev.sigrun.runtime.detector.aggregate;
  exports dev.sigrun.runtime.detector.correlation;
  exports dev.sigrun.runtime.detector.indicator;
  exports dev.sigrun.runtime.detector.newterms;
  exports dev.sigrun.runtime.detector.sample;
  exports dev.sigrun.runtime.detector.sequence;
  exports dev.sigrun.runtime.detector.suppression;
  exports dev.sigrun.runtime.detector.threshold;
  exports dev.sigrun.runtime.engine;
  exports dev.sigrun.runtime.engine.ahead;
  exports dev.sigrun.runtime.engine.report;
  exports dev.sigrun.runtime.event;
  exports dev.sigrun.runtime.function;
  exports dev.sigrun.runtime.json;
  exports dev.sigrun.runtime.number;
  exports dev.sigrun.runtime.pattern;
  exports dev.sigrun.runtime.row;
  exports dev.sigrun.runtime.rule;
  exports dev.sigrun.runtime.text;
  exports dev.sigrun.runtime.time;
  exports dev.sigrun.runtime.internal.index to
      dev.sigrun.benchmarks,
      dev.sigrun.cli,
      dev.sigrun.compiler;
  exports dev.sigrun.runtime.internal.index.value to
      dev.sigrun.compiler;
  exports dev.sigrun.runtime.internal.scan to
      dev.sigrun.benchmarks,
      dev.sigrun.compiler;

  uses dev.sigrun.runtime.compiled.CompiledRules;
}
