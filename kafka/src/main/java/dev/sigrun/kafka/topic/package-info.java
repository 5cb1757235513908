/**
 * What the runner and the Flink job do alike with topics: the records of alerts and of input that
 * is not an event, and the questions to brokers before anything starts.
 */
@NullMarked
package dev.sigrun.kafka.topic;

import org.jspecify.annotations.NullMarked;
