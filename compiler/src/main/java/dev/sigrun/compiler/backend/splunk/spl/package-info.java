/** A typed model of searches in SPL, and their text. Knows no rules. */
@NullMarked
package dev.sigrun.compiler.backend.splunk.spl;

import org.jspecify.annotations.NullMarked;
