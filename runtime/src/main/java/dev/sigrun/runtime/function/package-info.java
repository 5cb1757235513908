/** The functions and operators of EQL on single values. Does not depend on events or fields. */
@NullMarked
package dev.sigrun.runtime.function;

import org.jspecify.annotations.NullMarked;
