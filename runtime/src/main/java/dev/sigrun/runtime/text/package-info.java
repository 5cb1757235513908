/** Splits text into the tokens that text fields are searched by. Knows no fields. */
@NullMarked
package dev.sigrun.runtime.text;

import org.jspecify.annotations.NullMarked;
