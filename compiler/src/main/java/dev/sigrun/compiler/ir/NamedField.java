package dev.sigrun.compiler.ir;

import dev.sigrun.compiler.source.Origin;

/**
 * A field that a rule names besides its query.
 *
 * @param origin where it is written
 * @param name as it is written
 * @param field the field whose values are meant; another one than is written if only that has
 *     values to compare
 */
public record NamedField(Origin origin, String name, Field field) {}
