package dev.sigrun.cli.web.server;

import java.util.Map;
import java.util.Set;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/** Answers the questions of the page. Called by several threads at once. */
public interface Answers {
  /**
   * Answers a question.
   *
   * @param name what is asked, such as {@code check}
   * @return the members of a JSON object
   * @throws RefusedException if there is no answer, with the reason
   */
  Map<String, ? extends @Nullable Object> answer(String name, Question question);

  /**
   * Takes a file of events that was dropped on the page.
   *
   * @param content the whole file
   * @param replaced whether the page has sent another file since
   * @return the members of a JSON object
   * @throws RefusedException if it cannot be kept
   */
  Map<String, ? extends @Nullable Object> takeEvents(byte[] content, BooleanSupplier replaced);

  /**
   * The questions of the same page that nobody waits for any more once this one is asked: of the
   * same name, unless this says otherwise.
   */
  default Set<String> replacedBy(String name) {
    return Set.of(name);
  }
}
