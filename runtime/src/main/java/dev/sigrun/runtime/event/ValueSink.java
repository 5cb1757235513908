package dev.sigrun.runtime.event;

import dev.sigrun.runtime.text.TextAnalyzer;

/** Receives the values of slots, in the form that their fields want. */
interface ValueSink {
  /** Counts a value that does not fit its field. */
  void ignore();

  /** Replaces what the slot has. */
  void set(int scope, int slot, Object value);

  /** Removes what the slot has. */
  void clear(int scope, int slot);

  /**
   * Adds a value to what the slot has.
   *
   * @param arrayType of several values
   */
  void add(int scope, int slot, Object value, Class<? extends Object[]> arrayType);

  /** Adds a text to what the slot has. */
  void addText(int scope, int slot, String value, TextAnalyzer analyzer);
}
