package dev.sigrun.kafka.runner;

import java.io.IOException;

/** Thrown when a state has more bytes than are allowed. */
final class StateTooLarge extends IOException {
  private static final long serialVersionUID = 1L;

  StateTooLarge(long most) {
    super("The state has more than " + most + " bytes.");
  }
}
