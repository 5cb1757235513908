/** The functions and operators of EQL on single values. Knows neither events nor fields. */
@NullMarked
package dev.sigrun.runtime.function;

import org.jspecify.annotations.NullMarked;
