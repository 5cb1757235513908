/**
 * Expressions of Splunk's search language: how they are read and what they evaluate to for a row.
 */
@NullMarked
package dev.sigrun.proof.spl.eval;

import org.jspecify.annotations.NullMarked;
