package dev.sigrun.compiler.mapping;

/**
 * Where the events of an index pattern are.
 *
 * @param pattern an index pattern as rules name it; {@code *} in it is any run of characters
 * @param kind how {@code name} selects events
 * @param name of an index or a macro, without anything that could end it
 */
public record IndexChoice(String pattern, Kind kind, String name) {
  /** The way in which the events are selected. */
  public enum Kind {
    INDEX,
    MACRO
  }
}
