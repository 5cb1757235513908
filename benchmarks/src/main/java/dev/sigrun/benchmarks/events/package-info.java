/**
 * Made-up events that look like those of a company: what happens, where and how often. Nothing here
 * knows rules or measures.
 */
@NullMarked
package dev.sigrun.benchmarks.events;

import org.jspecify.annotations.NullMarked;
