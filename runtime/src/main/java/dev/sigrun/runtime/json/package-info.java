/**
 * Reads JSON text into trees of plain values, and writes it. Does not depend on events or rules.
 */
@NullMarked
package dev.sigrun.runtime.json;

import org.jspecify.annotations.NullMarked;
