package dev.sigrun.compiler.rule;

import dev.sigrun.compiler.source.Origin;

/**
 * The name of an event field in a rule, outside its query.
 *
 * @param origin where it is written
 * @param name the dotted name
 */
public record FieldName(Origin origin, String name) {
  @Override
  public String toString() {
    return name;
  }
}
