/**
 * Sigma's rule files: YAML with detections, correlations and filters. Their language determines
 * what detections mean.
 */
@NullMarked
package dev.sigrun.compiler.format.sigma;

import org.jspecify.annotations.NullMarked;
