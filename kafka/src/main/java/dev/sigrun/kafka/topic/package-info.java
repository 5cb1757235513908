/**
 * The parts for topics that the runner and the Flink job share: the records of alerts and of input
 * that is not an event, and the questions to brokers before anything starts.
 */
@NullMarked
package dev.sigrun.kafka.topic;

import org.jspecify.annotations.NullMarked;
