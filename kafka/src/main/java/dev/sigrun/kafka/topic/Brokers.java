package dev.sigrun.kafka.topic;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Properties;
import java.util.TreeMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Function;
import org.apache.kafka.clients.CommonClientConfigs;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.admin.Config;
import org.apache.kafka.clients.admin.ConfigEntry;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.Node;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.common.config.TopicConfig;
import org.apache.kafka.common.errors.AuthorizationException;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.errors.TopicExistsException;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Questions to the brokers before anything starts: what would stop it later, or lose alerts, is
 * found here, all at once. What may not be asked is taken to be as brokers have it by default.
 */
public final class Brokers {
  private static final Logger LOG = LoggerFactory.getLogger(Brokers.class);

  /** How long an answer may take, in milliseconds, unless the properties say otherwise. */
  private static final String PATIENCE = "20000";

  private static final int DEFAULT_MAX_REQUEST = 1_048_576;

  /** Room for the key, the headers and the frame of a record. */
  private static final int FRAME = 4_096;

  private final String asker;
  private final Admin admin;
  private final List<String> problems = new ArrayList<>();

  private Brokers(String asker, Admin admin) {
    this.asker = asker;
    this.admin = admin;
  }

  /**
   * Asks brokers.
   *
   * @param kafka properties of all clients
   * @param asker who asks, for messages, such as {@code job}
   * @param clientId names the client if the properties do not
   * @param questions may add problems
   * @return what the questions return
   * @throws StartProblem if no broker answers, or there are problems
   */
  public static <T> T ask(
      Properties kafka, String asker, String clientId, Function<Brokers, T> questions) {
    Properties properties = new Properties();
    properties.putAll(kafka);
    properties.putIfAbsent(CommonClientConfigs.DEFAULT_API_TIMEOUT_MS_CONFIG, PATIENCE);
    properties.putIfAbsent(CommonClientConfigs.REQUEST_TIMEOUT_MS_CONFIG, PATIENCE);
    properties.putIfAbsent(AdminClientConfig.CLIENT_ID_CONFIG, clientId);
    Admin admin;
    try {
      admin = Admin.create(properties);
    } catch (KafkaException e) {
      throw new StartProblem(List.of("The properties of Kafka do not work: " + reason(e)));
    }
    try (admin) {
      return new Brokers(asker, admin).answers(kafka, questions);
    }
  }

  private <T> T answers(Properties kafka, Function<Brokers, T> questions) {
    try {
      T answers = questions.apply(this);
      if (problems.isEmpty()) {
        return answers;
      }
    } catch (TimeoutException e) {
      problems.add(
          "No broker answers at %s: %s"
              .formatted(
                  kafka.getProperty(CommonClientConfigs.BOOTSTRAP_SERVERS_CONFIG), e.getMessage()));
    } catch (KafkaException e) {
      problems.add("The brokers refuse to answer: " + reason(e));
    }
    throw new StartProblem(problems);
  }

  /** Adds a problem, a sentence. */
  public void add(String problem) {
    problems.add(problem);
  }

  /** Whether no problem was found so far. */
  public boolean agree() {
    return problems.isEmpty();
  }

  /** The number of partitions of each of these topics; those that do not exist are problems. */
  public Map<String, Integer> partitions(Collection<String> topics) {
    Map<String, KafkaFuture<TopicDescription>> descriptions =
        admin.describeTopics(topics).topicNameValues();
    Map<String, Integer> partitions = new TreeMap<>();
    for (String topic : topics) {
      try {
        partitions.put(
            topic, answer(Objects.requireNonNull(descriptions.get(topic))).partitions().size());
      } catch (UnknownTopicOrPartitionException e) {
        problems.add("The topic " + topic + " does not exist. Create it, or correct its name.");
      } catch (AuthorizationException e) {
        problems.add("The " + asker + " may not describe the topic " + topic + ": " + reason(e));
      }
    }
    return partitions;
  }

  /** A broker refuses a longer timeout only when transactions begin. */
  public void checkTransactionTimeout(String option, Duration timeout) {
    Collection<Node> nodes = answer(admin.describeCluster().nodes());
    OptionalLong longest =
        nodes.stream()
            .map(node -> new ConfigResource(ConfigResource.Type.BROKER, node.idString()))
            .map(broker -> setting(broker, "transaction.max.timeout.ms"))
            .flatMap(Optional::stream)
            .mapToLong(Long::parseLong)
            .min();
    long wanted = timeout.toMillis();
    if (longest.isPresent() && wanted > longest.getAsLong()) {
      problems.add(
          "%s is %d ms, but transaction.max.timeout.ms of the brokers is %d. Lower the one or raise the other."
              .formatted(option, wanted, longest.getAsLong()));
    }
  }

  /**
   * How large the value of a record may be for a topic and a producer.
   *
   * @param producer the properties of the producer
   */
  public int maxBytes(String topic, Properties producer) {
    long request;
    try {
      request =
          Long.parseLong(
              producer.getProperty(
                  ProducerConfig.MAX_REQUEST_SIZE_CONFIG, String.valueOf(DEFAULT_MAX_REQUEST)));
    } catch (NumberFormatException e) {
      problems.add(ProducerConfig.MAX_REQUEST_SIZE_CONFIG + " is not a number.");
      throw new StartProblem(problems);
    }
    long allowed =
        setting(topic, TopicConfig.MAX_MESSAGE_BYTES_CONFIG)
            .map(Long::valueOf)
            .orElse((long) DEFAULT_MAX_REQUEST);
    return (int) Math.max(FRAME, Math.min(request, allowed) - FRAME);
  }

  /** The value of a setting of a topic; empty if it may not be asked. */
  public Optional<String> setting(String topic, String name) {
    return setting(new ConfigResource(ConfigResource.Type.TOPIC, topic), name);
  }

  private Optional<String> setting(ConfigResource resource, String name) {
    try {
      KafkaFuture<Config> future =
          Objects.requireNonNull(admin.describeConfigs(List.of(resource)).values().get(resource));
      ConfigEntry entry = answer(future).get(name);
      return entry == null ? Optional.empty() : Optional.ofNullable(entry.value());
    } catch (AuthorizationException e) {
      LOG.warn("The {} may not ask for {} of {}; it is not checked.", asker, name, resource.name());
      return Optional.empty();
    }
  }

  /**
   * Creates a topic unless it exists, with as many replicas as brokers have by default.
   *
   * @return whether it was created
   */
  public boolean create(String topic, int partitions, Map<String, String> settings) {
    NewTopic wanted =
        new NewTopic(topic, Optional.of(partitions), Optional.empty()).configs(settings);
    try {
      answer(admin.createTopics(List.of(wanted)).all());
      awaitTopic(topic);
      return true;
    } catch (TopicExistsException | AuthorizationException e) {
      // Without the right to create it, it may exist all the same: whoever asks next finds out.
      return false;
    }
  }

  /** Not every broker knows a new topic at once. */
  private void awaitTopic(String topic) {
    long end = System.nanoTime() + Duration.ofSeconds(10).toNanos();
    while (true) {
      try {
        var unused = setting(topic, TopicConfig.CLEANUP_POLICY_CONFIG);
        return;
      } catch (UnknownTopicOrPartitionException e) {
        if (System.nanoTime() > end) {
          throw e;
        }
        LockSupport.parkNanos(Duration.ofMillis(100).toNanos());
      }
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

  /** The message of what is behind a problem, without what it may quote of a password. */
  public static String reason(Throwable problem) {
    Throwable cause = problem;
    while (cause.getCause() != null) {
      cause = cause.getCause();
    }
    String message = String.valueOf(cause.getMessage());
    return message.endsWith(" in JAAS config") ? message.replaceAll("'.*'", "'…'") : message;
  }
}
