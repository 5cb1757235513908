/**
 * Processing pipelines as pySigma reads them: how users adapt rules to their own events before
 * anything is analysed. Read from YAML with places; everything that is not supported is refused or
 * noted where it is written.
 */
@NullMarked
package dev.sigrun.compiler.language.sigma.pipeline;

import org.jspecify.annotations.NullMarked;
