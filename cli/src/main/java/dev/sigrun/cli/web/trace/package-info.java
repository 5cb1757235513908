/**
 * Records what a rule with memory does with events, as they run through an engine, so that people
 * can see what was kept, what became an alert, and what came too late.
 */
@NullMarked
package dev.sigrun.cli.web.trace;

import org.jspecify.annotations.NullMarked;
