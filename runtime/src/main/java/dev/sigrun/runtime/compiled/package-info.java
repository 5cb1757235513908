/**
 * The contract between the runtime and the code that Sigrun generates: generated classes implement
 * and call these types; programs rarely need them. They change only together with the compiler.
 */
@NullMarked
package dev.sigrun.runtime.compiled;

import org.jspecify.annotations.NullMarked;
