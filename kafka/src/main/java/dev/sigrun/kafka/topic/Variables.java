package dev.sigrun.kafka.topic;

import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Variables of the environment in options, so that secrets need not be in files. */
public final class Variables {
  private static final Pattern VARIABLE = Pattern.compile("\\$\\{env:([A-Za-z_][A-Za-z0-9_]*)}");

  private Variables() {}

  /**
   * The value of an option, in which {@code ${env:NAME}} stands for a variable.
   *
   * @param key the option, for the message
   * @param environment gives the variables
   * @param problems where to say that a variable is not set
   * @return empty if one is not set
   */
  public static Optional<String> replace(
      String key,
      String value,
      Function<String, @Nullable String> environment,
      List<String> problems) {
    Matcher variables = VARIABLE.matcher(value);
    StringBuilder text = new StringBuilder();
    while (variables.find()) {
      String found = environment.apply(variables.group(1));
      if (found == null) {
        problems.add(
            "The option "
                + key
                + " needs the variable "
                + variables.group(1)
                + ", which is not set.");
        return Optional.empty();
      }
      variables.appendReplacement(text, Matcher.quoteReplacement(found));
    }
    return Optional.of(variables.appendTail(text).toString());
  }
}
