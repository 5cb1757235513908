/** The parts of the runner: its options, the engine of a partition, and the topic of states. */
@NullMarked
package dev.sigrun.kafka.runner;

import org.jspecify.annotations.NullMarked;
