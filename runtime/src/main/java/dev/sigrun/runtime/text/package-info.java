/** Splits text into the tokens by which text fields are searched. Does not depend on fields. */
@NullMarked
package dev.sigrun.runtime.text;

import org.jspecify.annotations.NullMarked;
