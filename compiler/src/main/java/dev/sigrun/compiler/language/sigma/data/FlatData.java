package dev.sigrun.compiler.language.sigma.data;

import dev.sigrun.compiler.diagnostic.DiagnosticSink;
import dev.sigrun.compiler.ir.Predicate;
import dev.sigrun.compiler.language.sigma.syntax.LogSource;
import dev.sigrun.compiler.language.sigma.syntax.SigmaRule;
import dev.sigrun.compiler.source.Origin;
import java.util.List;
import java.util.Optional;

/** Fields are called in events as in rules; nothing tells one log source from another. */
final class FlatData implements SigmaData {
  @Override
  public List<EventField> field(LogSource source, String name, Origin origin, DiagnosticSink sink) {
    return List.of(EventField.of(name));
  }

  @Override
  public Optional<Predicate> condition(SigmaRule rule, DiagnosticSink sink) {
    return Optional.empty();
  }
}
