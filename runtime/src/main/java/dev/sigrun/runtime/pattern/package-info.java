/**
 * Tests on single strings: sets, ranges, wildcards and regular expressions. They are immutable and
 * can be shared between threads. Does not depend on events.
 */
@NullMarked
package dev.sigrun.runtime.pattern;

import org.jspecify.annotations.NullMarked;
