/**
 * Tests on single values: strings, wildcards, regular expressions, numbers and addresses. They are
 * immutable and can be shared between threads. Does not depend on events.
 */
@NullMarked
package dev.sigrun.runtime.pattern;

import org.jspecify.annotations.NullMarked;
