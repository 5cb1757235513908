/**
 * Rules between topics of Kafka, without Flink: {@link dev.sigrun.kafka.SigrunRunner} is a member
 * of a consumer group with an engine for each partition.
 */
@NullMarked
package dev.sigrun.kafka;

import org.jspecify.annotations.NullMarked;
