/** Turns detections of Sigma into the IR. */
@NullMarked
package dev.sigrun.compiler.language.sigma.analysis;

import org.jspecify.annotations.NullMarked;
