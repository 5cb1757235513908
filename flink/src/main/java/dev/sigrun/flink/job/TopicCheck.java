package dev.sigrun.flink.job;

import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Properties;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.stream.Collectors;
import org.apache.kafka.clients.CommonClientConfigs;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.admin.Config;
import org.apache.kafka.clients.admin.ConfigEntry;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.Node;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.common.config.TopicConfig;
import org.apache.kafka.common.errors.AuthorizationException;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Asks the brokers before the job starts: what would stop it then, or lose alerts, is found here,
 * all at once. What the job may not ask is taken to be as brokers have it by default.
 */
final class TopicCheck {
  private static final Logger LOG = LoggerFactory.getLogger(TopicCheck.class);

  /** How long an answer may take, in milliseconds, unless the properties say otherwise. */
  private static final String PATIENCE = "20000";

  private static final int DEFAULT_MAX_REQUEST = 1_048_576;

  /** Room for the key, the headers and the frame of a record. */
  private static final int FRAME = 4_096;

  private final JobSettings settings;
  private final Admin admin;
  private final List<String> problems = new ArrayList<>();

  private TopicCheck(JobSettings settings, Admin admin) {
    this.settings = settings;
    this.admin = admin;
  }

  /**
   * How large a document may be for each topic that the job writes.
   *
   * @throws JobProblem if no broker answers, a topic does not exist, or settings do not fit
   */
  static Map<String, Integer> maxBytes(JobSettings settings) {
    Properties properties = settings.kafka();
    properties.putIfAbsent(CommonClientConfigs.DEFAULT_API_TIMEOUT_MS_CONFIG, PATIENCE);
    properties.putIfAbsent(CommonClientConfigs.REQUEST_TIMEOUT_MS_CONFIG, PATIENCE);
    properties.putIfAbsent(AdminClientConfig.CLIENT_ID_CONFIG, settings.name() + "-check");
    Admin admin;
    try {
      admin = Admin.create(properties);
    } catch (KafkaException e) {
      throw new JobProblem(List.of("The properties of Kafka do not work: " + reason(e)));
    }
    try (admin) {
      return new TopicCheck(settings, admin).check();
    }
  }

  private Map<String, Integer> check() {
    try {
      checkTopics();
      if (problems.isEmpty() && settings.isExactlyOnce()) {
        checkTransactions();
      }
      if (problems.isEmpty()) {
        return documentSizes();
      }
    } catch (TimeoutException e) {
      problems.add(
          "No broker answers at %s: %s"
              .formatted(
                  settings.kafka().getProperty(CommonClientConfigs.BOOTSTRAP_SERVERS_CONFIG),
                  e.getMessage()));
    } catch (KafkaException e) {
      problems.add("The brokers refuse to answer: " + reason(e));
    }
    throw new JobProblem(problems);
  }

  private void checkTopics() {
    Set<String> topics = new LinkedHashSet<>(settings.eventTopics());
    topics.addAll(settings.outputTopics());
    settings.announcementTopic().ifPresent(topics::add);
    Map<String, KafkaFuture<TopicDescription>> descriptions =
        admin.describeTopics(topics).topicNameValues();
    for (String topic : topics) {
      try {
        int partitions =
            answer(Objects.requireNonNull(descriptions.get(topic))).partitions().size();
        if (settings.eventTopics().contains(topic)
            && partitions > EventDeserializer.MAX_PARTITIONS) {
          problems.add(
              "The topic %s has %d partitions; a job can read %d of a topic."
                  .formatted(topic, partitions, EventDeserializer.MAX_PARTITIONS));
        }
        if (settings.announcementTopic().filter(topic::equals).isPresent() && partitions > 1) {
          problems.add(
              "The topic %s has %d partitions; announcements are in an order, which only a topic of one partition has."
                  .formatted(topic, partitions));
        }
      } catch (UnknownTopicOrPartitionException e) {
        problems.add("The topic " + topic + " does not exist. Create it, or correct its name.");
      } catch (AuthorizationException e) {
        problems.add("The job may not describe the topic " + topic + ": " + reason(e));
      }
    }
  }

  /** A broker refuses a longer timeout only when the job already runs. */
  private void checkTransactions() {
    Collection<Node> nodes = answer(admin.describeCluster().nodes());
    OptionalLong longest =
        nodes.stream()
            .map(node -> new ConfigResource(ConfigResource.Type.BROKER, node.idString()))
            .map(broker -> number(broker, "transaction.max.timeout.ms"))
            .flatMap(Optional::stream)
            .mapToLong(Long::longValue)
            .min();
    long wanted = settings.transactionTimeout().toMillis();
    if (longest.isPresent() && wanted > longest.getAsLong()) {
      problems.add(
          "%s is %d ms, but transaction.max.timeout.ms of the brokers is %d. Lower the one or raise the other."
              .formatted(settings.transactionTimeoutName(), wanted, longest.getAsLong()));
    }
  }

  private Map<String, Integer> documentSizes() {
    long request;
    try {
      request =
          Long.parseLong(
              settings
                  .kafkaSink()
                  .getProperty(
                      ProducerConfig.MAX_REQUEST_SIZE_CONFIG, String.valueOf(DEFAULT_MAX_REQUEST)));
    } catch (NumberFormatException e) {
      problems.add(ProducerConfig.MAX_REQUEST_SIZE_CONFIG + " is not a number.");
      throw new JobProblem(problems);
    }
    return settings.outputTopics().stream()
        .distinct()
        .collect(
            Collectors.toMap(
                topic -> topic,
                topic -> {
                  ConfigResource resource = new ConfigResource(ConfigResource.Type.TOPIC, topic);
                  long allowed =
                      number(resource, TopicConfig.MAX_MESSAGE_BYTES_CONFIG)
                          .orElse((long) DEFAULT_MAX_REQUEST);
                  return (int) Math.max(FRAME, Math.min(request, allowed) - FRAME);
                }));
  }

  private Optional<Long> number(ConfigResource resource, String name) {
    try {
      KafkaFuture<Config> future =
          Objects.requireNonNull(admin.describeConfigs(List.of(resource)).values().get(resource));
      Config config = answer(future);
      ConfigEntry entry = config.get(name);
      return entry == null || entry.value() == null
          ? Optional.empty()
          : Optional.of(Long.valueOf(entry.value()));
    } catch (AuthorizationException e) {
      LOG.warn("The job may not ask for {} of {}; it is not checked.", name, resource.name());
      return Optional.empty();
    }
  }

  private static <T> T answer(KafkaFuture<T> future) {
    try {
      return future.get();
    } catch (ExecutionException e) {
      if (e.getCause() instanceof KafkaException kafka) {
        throw kafka;
      }
      throw new KafkaException(e.getCause());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new KafkaException("Interrupted while waiting for the brokers.", e);
    }
  }

  private static String reason(Throwable problem) {
    Throwable cause = problem;
    while (cause.getCause() != null) {
      cause = cause.getCause();
    }
    return String.valueOf(cause.getMessage());
  }
}
