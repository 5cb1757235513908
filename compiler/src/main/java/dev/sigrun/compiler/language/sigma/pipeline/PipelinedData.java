package dev.sigrun.compiler.language.sigma.pipeline;

import dev.sigrun.compiler.diagnostic.DiagnosticKind;
import dev.sigrun.compiler.diagnostic.DiagnosticSink;
import dev.sigrun.compiler.document.DataValue;
import dev.sigrun.compiler.ir.Predicate;
import dev.sigrun.compiler.language.sigma.data.EventField;
import dev.sigrun.compiler.language.sigma.data.SigmaData;
import dev.sigrun.compiler.language.sigma.syntax.LogSource;
import dev.sigrun.compiler.language.sigma.syntax.SigmaRule;
import dev.sigrun.compiler.language.sigma.syntax.SigmaValue;
import dev.sigrun.compiler.source.Origin;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Events for which users adapt rules by pipelines. Fields that a pipeline renamed are called so by
 * the events; all others are looked up in the events below. A rule to which a pipeline added a
 * condition is not given another one for its log source.
 */
public final class PipelinedData implements SigmaData {
  private static final DiagnosticKind TOO_SLOW =
      DiagnosticKind.error(
          "PIPE042",
          "A regular expression of a pipeline takes too long for a text of this rule. Write it"
              + " without repetitions inside repetitions.");

  private final List<Pipeline> pipelines;
  private final SigmaData events;
  private final Map<String, List<DataValue>> vars = new LinkedHashMap<>();
  private final FinalNames finalNames;

  /**
   * Events with pipelines above them.
   *
   * @param pipelines in any order; each has its priority
   * @param events what knows the fields that no pipeline renames
   */
  public PipelinedData(List<Pipeline> pipelines, SigmaData events) {
    this.pipelines = Pipeline.inOrder(pipelines);
    this.events = events;
    this.pipelines.forEach(pipeline -> vars.putAll(pipeline.vars()));
    this.finalNames = FinalNames.of(this.pipelines);
  }

  @Override
  public SigmaRule prepare(SigmaRule rule, DiagnosticSink sink) {
    SigmaRule prepared = events.prepare(rule, sink);
    RuleRewrite rewrite = new RuleRewrite(prepared, vars.keySet(), sink);
    try {
      pipelines.forEach(pipeline -> rewrite.apply(pipeline.items()));
      return rewrite.result();
    } catch (BoundedText.ExhaustedException | StackOverflowError e) {
      sink.report(TOO_SLOW, rule.origin().source(), rule.origin().span());
      return prepared;
    }
  }

  @Override
  public Optional<List<SigmaValue>> placeholder(String name) {
    List<DataValue> values = vars.get(name);
    return values == null
        ? events.placeholder(name)
        : Optional.of(
            values.stream().map(value -> PipelineValues.of(value, value.origin())).toList());
  }

  @Override
  public Optional<String> timestampField() {
    return events.timestampField();
  }

  @Override
  public List<EventField> field(LogSource source, String name, Origin origin, DiagnosticSink sink) {
    return finalNames.contains(name)
        ? List.of(EventField.of(name))
        : events.field(source, name, origin, sink);
  }

  @Override
  public Optional<Predicate> condition(SigmaRule rule, DiagnosticSink sink) {
    return RuleRewrite.hasCondition(rule) ? Optional.empty() : events.condition(rule, sink);
  }
}
