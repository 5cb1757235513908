/**
 * Detections of Sigma as they are written: log source, search identifiers, condition, every node
 * with its place. Knows nothing of the events that they are about.
 */
@NullMarked
package dev.sigrun.compiler.language.sigma.syntax;

import org.jspecify.annotations.NullMarked;
