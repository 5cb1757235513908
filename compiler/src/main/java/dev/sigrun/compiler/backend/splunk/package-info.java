/**
 * Exports to searches in Splunk's search language, and to the file of saved searches. Does not
 * depend on the query languages of rules.
 */
@NullMarked
package dev.sigrun.compiler.backend.splunk;

import org.jspecify.annotations.NullMarked;
