package dev.sigrun.cli.web.studio;

import dev.sigrun.cli.web.server.Question;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Answers one kind of question with the members of a JSON object. */
@FunctionalInterface
interface Answer {
  /** The answer to a question. */
  Map<String, @Nullable Object> to(Question question);

  /** An object to be filled, whose members keep their order. */
  static Map<String, @Nullable Object> object() {
    return new LinkedHashMap<>();
  }

  /** A list of JSON values. */
  static <T> List<Map<String, @Nullable Object>> list(
      Collection<T> items, Function<T, Map<String, @Nullable Object>> json) {
    return items.stream().map(json).toList();
  }

  /** The text or null, as JSON has it. */
  static @Nullable String orNull(Optional<String> text) {
    return text.orElse(null);
  }

  /** The number or null, as JSON has it. */
  static @Nullable Long orNull(OptionalLong number) {
    return number.isPresent() ? (Long) number.getAsLong() : null;
  }
}
