package dev.sigrun.cli.web.server;

import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.BooleanSupplier;

/**
 * The questions of each page that are not answered yet. A page asks anew while it waits, as at each
 * keystroke; then nobody waits for the older answer. Safe for several threads.
 */
final class LatestQuestions {
  private static final int MOST_PAGES = 64;

  /** By page and name of the question: set when it is replaced. */
  private final Map<String, Map<String, AtomicBoolean>> pages =
      new LinkedHashMap<>(16, 0.75f, true) {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Map<String, AtomicBoolean>> eldest) {
          return size() > MOST_PAGES;
        }
      };

  /**
   * Takes note of a question.
   *
   * @param page what a page calls itself; empty for one that does not, whose questions are all
   *     waited for
   * @param replaced the names of the questions that this one replaces
   * @return whether it has been replaced itself
   */
  synchronized BooleanSupplier begin(String page, String name, Set<String> replaced) {
    if (page.isEmpty()) {
      return () -> false;
    }
    Map<String, AtomicBoolean> questions = pages.computeIfAbsent(page, key -> new HashMap<>());
    for (String older : replaced) {
      AtomicBoolean question = questions.remove(older);
      if (question != null) {
        question.set(true);
      }
    }
    AtomicBoolean own = new AtomicBoolean();
    questions.put(name, own);
    return own::get;
  }
}
