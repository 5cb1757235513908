/** Where rules come from, and what the stages of a job need to know about them. */
@NullMarked
package dev.sigrun.flink.rules;

import org.jspecify.annotations.NullMarked;
