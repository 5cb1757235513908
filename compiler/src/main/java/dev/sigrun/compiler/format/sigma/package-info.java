/**
 * Sigma's rule files: YAML with detections, correlations and filters. What detections mean is the
 * matter of their language.
 */
@NullMarked
package dev.sigrun.compiler.format.sigma;

import org.jspecify.annotations.NullMarked;
