/**
 * Detections of Sigma as they are written: log source, search identifiers, condition, every node
 * with its place. Does not depend on the events that they are about. Uses {@code ir} for {@code
 * Range} alone, the limits of a correlation: an interval is the same idea as in the IR.
 */
@NullMarked
package dev.sigrun.compiler.language.sigma.syntax;

import org.jspecify.annotations.NullMarked;
