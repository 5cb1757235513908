/** The job that reads events from topics of Kafka and writes alerts to one, and its options. */
@NullMarked
package dev.sigrun.flink.job;

import org.jspecify.annotations.NullMarked;
