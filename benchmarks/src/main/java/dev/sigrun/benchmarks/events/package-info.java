/**
 * Made-up events that look like those of a company: activities, places and frequencies. Nothing
 * here knows rules or measures.
 */
@NullMarked
package dev.sigrun.benchmarks.events;

import org.jspecify.annotations.NullMarked;
