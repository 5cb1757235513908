/**
 * Tests on single values: strings, wildcards, regular expressions, numbers and addresses. Knows no
 * events.
 */
@NullMarked
package dev.sigrun.runtime.pattern;

import org.jspecify.annotations.NullMarked;
