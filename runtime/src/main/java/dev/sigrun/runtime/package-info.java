/**
 * Events, the fields that matchers read from them, and sets of compiled rules. Knows no query
 * language.
 */
@NullMarked
package dev.sigrun.runtime;

import org.jspecify.annotations.NullMarked;
