package dev.sigrun.cli.web.studio;

import dev.sigrun.cli.event.EventLine;
import dev.sigrun.cli.web.server.Question;
import dev.sigrun.cli.web.server.RefusedException;
import dev.sigrun.compiler.explain.EventTree;
import dev.sigrun.runtime.event.TimePlaces;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalLong;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/** Shows events: the page holds only those that are on the screen. */
final class EventAnswers {
  private static final int MOST_ROWS = 200;
  private static final int MOST_FOUND = 1_000;
  private static final int MOST_SHOWN = 400;
  private static final int MOST_SEARCHED = 200;

  private final EventSets sets;

  EventAnswers(EventSets sets) {
    this.sets = sets;
  }

  /** The files of events that the command was given. */
  Map<String, @Nullable Object> files() {
    Map<String, @Nullable Object> answer = Answer.object();
    answer.put("files", sets.files());
    return answer;
  }

  /** Reads one of these files. */
  Map<String, @Nullable Object> load(Question question) {
    return describe(sets.load(question.number("file"), question::isReplaced));
  }

  /** Takes events that were dropped on the page. */
  Map<String, @Nullable Object> take(byte[] content, BooleanSupplier replaced) {
    return describe(sets.take(content, replaced));
  }

  /** Events that a page had before it was loaded again. */
  Map<String, @Nullable Object> set(Question question) {
    return describe(sets.find(question.text("events")));
  }

  private static Map<String, @Nullable Object> describe(Events events) {
    Map<String, @Nullable Object> answer = Answer.object();
    answer.put("id", events.id());
    answer.put("name", events.name());
    answer.put("count", events.lines().size());
    answer.put("problems", events.problems());
    return answer;
  }

  /** The beginnings of some events: those with the given numbers, or a range. */
  Map<String, @Nullable Object> rows(Question question) {
    Events events = sets.find(question.text("events"));
    List<Map<String, @Nullable Object>> rows = new ArrayList<>();
    for (long number : numbers(question, events)) {
      events.find(number).ifPresent(line -> rows.add(row(number, line)));
    }
    Map<String, @Nullable Object> answer = Answer.object();
    answer.put("rows", rows);
    return answer;
  }

  private static List<Long> numbers(Question question, Events events) {
    List<Long> numbers = new ArrayList<>();
    if (question.members().get("numbers") instanceof List<?> given) {
      for (Object number : given.subList(0, Math.min(given.size(), MOST_ROWS))) {
        if (number instanceof Long one) {
          numbers.add(one);
        }
      }
      return numbers;
    }
    int from = question.number("from");
    long last = Math.min(events.lines().size(), (long) from + MOST_ROWS - 1);
    for (long number = Math.max(1, from); number <= last; number++) {
      numbers.add(number);
    }
    return numbers;
  }

  private static Map<String, @Nullable Object> row(long number, EventLine line) {
    Map<String, @Nullable Object> row = Answer.object();
    row.put("number", number);
    row.put("line", line.line());
    OptionalLong time = TimePlaces.USUAL.in(EventTree.of(line.bytes())::values);
    row.put("time", Answer.orNull(time));
    String text = text(line);
    row.put("text", text.length() > MOST_SHOWN ? text.substring(0, MOST_SHOWN) + "…" : text);
    return row;
  }

  private static String text(EventLine line) {
    return new String(line.bytes(), StandardCharsets.UTF_8);
  }

  /** The whole text of an event. */
  Map<String, @Nullable Object> event(Question question) {
    Events events = sets.find(question.text("events"));
    EventLine line = find(events, question.number("number"));
    Map<String, @Nullable Object> answer = Answer.object();
    answer.put("text", text(line));
    answer.put("line", line.line());
    return answer;
  }

  /**
   * An event by its number.
   *
   * @throws RefusedException if there is none
   */
  static EventLine find(Events events, int number) {
    return events
        .find(number)
        .orElseThrow(() -> RefusedException.missing("There is no event " + number + "."));
  }

  /** The numbers of the events that contain a text, in any case. */
  Map<String, @Nullable Object> find(Question question) {
    Events events = sets.find(question.text("events"));
    String text = question.text("find");
    String wanted =
        text.substring(0, Math.min(text.length(), MOST_SEARCHED)).toLowerCase(Locale.ROOT);
    Deadline deadline = Deadline.in(Duration.ofSeconds(10), question::isReplaced);
    List<Long> found = new ArrayList<>();
    long number = 0;
    for (EventLine line : events.lines()) {
      number++;
      if (text(line).toLowerCase(Locale.ROOT).contains(wanted)) {
        found.add(number);
      }
      if (found.size() == MOST_FOUND || deadline.hasPassed()) {
        break;
      }
    }
    Map<String, @Nullable Object> answer = Answer.object();
    answer.put("numbers", found);
    answer.put("complete", number == events.lines().size());
    return answer;
  }
}
