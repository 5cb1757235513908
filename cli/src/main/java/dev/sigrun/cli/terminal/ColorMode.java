package dev.sigrun.cli.terminal;

import java.util.Locale;

/** When to use colours. */
public enum ColorMode {
  /** On a terminal, unless {@code NO_COLOR} is set. */
  AUTO,
  /** Also in files and pipes. */
  ALWAYS,
  /** Not at all. */
  NEVER;

  public boolean colors(Environment environment, boolean terminal) {
    return switch (this) {
      case AUTO -> terminal && environment.variable("NO_COLOR").isEmpty();
      case ALWAYS -> true;
      case NEVER -> false;
    };
  }

  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT);
  }
}
