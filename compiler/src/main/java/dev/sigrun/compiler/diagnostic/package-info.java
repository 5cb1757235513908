/**
 * Diagnostics, which report to the author of a rule the problem, its position, and its remedy. Each
 * class that reports declares its {@link dev.sigrun.compiler.diagnostic.DiagnosticKind kinds} as
 * constants; this package does not depend on any language.
 */
@NullMarked
package dev.sigrun.compiler.diagnostic;

import org.jspecify.annotations.NullMarked;
