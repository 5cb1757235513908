package dev.sigrun.compiler.diagnostic;

import java.util.List;
import java.util.stream.Collectors;

/**
 * The names that an author probably meant. As an argument of a message it is a sentence with a
 * leading blank, or nothing; the {@link Diagnostic} keeps it, so that editors can offer to write
 * one of the names.
 *
 * @param found the name that is unknown
 * @param names the closest first; empty if nothing known is close
 */
public record DidYouMean(String found, List<String> names) {
  /** Copies the list. */
  public DidYouMean {
    names = List.copyOf(names);
  }

  /** A single name. */
  public static DidYouMean of(String found, String name) {
    return new DidYouMean(found, List.of(name));
  }

  /** Whether nothing known is close. */
  public boolean isEmpty() {
    return names.isEmpty();
  }

  /** {@code " Did you mean 'x'?"}, or empty. */
  @Override
  public String toString() {
    return names.isEmpty()
        ? ""
        : names.stream().collect(Collectors.joining("', '", " Did you mean '", "'?"));
  }
}
