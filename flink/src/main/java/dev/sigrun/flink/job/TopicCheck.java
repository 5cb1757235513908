package dev.sigrun.flink.job;

import dev.sigrun.kafka.topic.Brokers;
import dev.sigrun.kafka.topic.StartProblem;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/** Asks the brokers before the job starts. */
final class TopicCheck {
  private TopicCheck() {}

  /**
   * How large a document may be for each topic that the job writes.
   *
   * @throws JobProblem if no broker answers, a topic does not exist, or settings do not fit
   */
  static Map<String, Integer> maxBytes(JobSettings settings) {
    try {
      return Brokers.ask(
          settings.kafka(), "job", settings.name() + "-check", brokers -> ask(brokers, settings));
    } catch (StartProblem e) {
      throw new JobProblem(e.reasons());
    }
  }

  private static Map<String, Integer> ask(Brokers brokers, JobSettings settings) {
    Set<String> topics = new LinkedHashSet<>(settings.eventTopics());
    topics.addAll(settings.outputTopics());
    settings.announcementTopic().ifPresent(topics::add);
    brokers
        .partitions(topics)
        .forEach(
            (topic, partitions) -> {
              if (settings.eventTopics().contains(topic)
                  && partitions > EventDeserializer.MAX_PARTITIONS) {
                brokers.add(
                    "The topic %s has %d partitions; a job can read %d of a topic."
                        .formatted(topic, partitions, EventDeserializer.MAX_PARTITIONS));
              }
              if (settings.announcementTopic().filter(topic::equals).isPresent()
                  && partitions > 1) {
                brokers.add(
                    "The topic %s has %d partitions; announcements are in an order, which only a topic of one partition has."
                        .formatted(topic, partitions));
              }
            });
    if (brokers.agree() && settings.isExactlyOnce()) {
      brokers.checkTransactionTimeout(
          settings.transactionTimeoutName(), settings.transactionTimeout());
    }
    return brokers.agree()
        ? settings.outputTopics().stream()
            .distinct()
            .collect(
                Collectors.toMap(
                    topic -> topic, topic -> brokers.maxBytes(topic, settings.kafkaSink())))
        : Map.of();
  }
}
