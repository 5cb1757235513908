package dev.sigrun.benchmarks.contender;

import dev.sigrun.benchmarks.peer.Conversion;
import dev.sigrun.benchmarks.peer.RulerForm;
import dev.sigrun.compiler.analysis.AnalyzedRule;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import software.amazon.event.ruler.Machine;

/** AWS Event Ruler with its default settings, on the rules that it can express. */
final class EventRuler implements Contender {
  private final Machine machine = Machine.builder().build();

  EventRuler(List<AnalyzedRule> rules) throws IOException {
    for (Conversion.Taken<List<String>> taken : RulerForm.convert(rules).taken()) {
      for (String branch : taken.form()) {
        machine.addRule(taken.rule().rule().ruleId(), branch);
      }
    }
  }

  @Override
  public int match(byte[] bytes, int offset, int length) throws IOException {
    String json = new String(bytes, offset, length, StandardCharsets.UTF_8);
    try {
      return machine.rulesForJSONEvent(json).size();
    } catch (Exception e) {
      throw new IOException(e);
    }
  }
}
