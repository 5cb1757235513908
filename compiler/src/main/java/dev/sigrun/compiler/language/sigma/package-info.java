/** Sigma's language of detections, as a {@link dev.sigrun.compiler.language.Language}. */
@NullMarked
package dev.sigrun.compiler.language.sigma;

import org.jspecify.annotations.NullMarked;
