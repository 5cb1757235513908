/**
 * The form of events for Sigma rules: which of their fields hold what a rule names, and how the
 * events of a log source are recognised.
 */
@NullMarked
package dev.sigrun.compiler.language.sigma.data;

import org.jspecify.annotations.NullMarked;
