package dev.sigrun.cli.web.studio;

import dev.sigrun.cli.web.server.Answers;
import dev.sigrun.cli.web.server.Question;
import dev.sigrun.cli.web.server.RefusedException;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.RejectedExecutionException;
import org.jspecify.annotations.Nullable;

/**
 * Asks a first question of each kind before a person does: what takes seconds the first time, such
 * as starting javac, then takes a moment.
 */
final class WarmUp {
  private static final String RULE =
      """
      [metadata]
      creation_date = "2026/01/01"
      updated_date = "2026/01/01"

      [rule]
      author = ["Sigrun"]
      description = "Nobody sees this rule."
      index = ["logs-*"]
      language = "eql"
      name = "Warm-Up"
      risk_score = 21
      rule_id = "00000000-0000-4000-8000-000000000000"
      severity = "low"
      type = "eql"
      query = '''process where process.name == "x"'''
      """;

  private WarmUp() {}

  /** Asks on a thread of its own. */
  static void of(Answers answers) {
    Thread thread = new Thread(() -> ask(answers), "sigrun-warm-up");
    thread.setDaemon(true);
    thread.start();
  }

  private static void ask(Answers answers) {
    Map<String, @Nullable Object> question = new LinkedHashMap<>();
    question.put("name", "untitled.toml");
    question.put("text", RULE);
    question.put("number", 1L);
    question.put("lateness", 60L);
    try {
      byte[] event = "{\"event.category\":\"process\"}".getBytes(StandardCharsets.UTF_8);
      question.put("events", answers.takeEvents(event, () -> false).get("id"));
      for (String name : new String[] {"check", "run", "explain"}) {
        answers.answer(name, new Question(question));
      }
    } catch (RefusedException e) {
      // The next question gets the same answer, with the reason.
    } catch (RejectedExecutionException e) {
      // The server ended before anybody asked.
    }
  }
}
