/** A typed model of SPL searches, and its printer. Does not depend on rules. */
@NullMarked
package dev.sigrun.compiler.backend.splunk.spl;

import org.jspecify.annotations.NullMarked;
