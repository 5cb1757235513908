package dev.sigrun.kafka.runner;

import dev.sigrun.kafka.topic.StartProblem;
import dev.sigrun.kafka.topic.Variables;
import java.io.IOException;
import java.io.Reader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Function;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.jspecify.annotations.Nullable;

/**
 * Reads options from a properties file and from arguments, of which arguments count. Keys are
 * options of the runner or properties of Kafka. No message contains a value of a property, because
 * it may be a secret.
 */
final class Arguments {
  /** Begins properties of consumers alone. */
  static final String CONSUMER = "consumer.";

  /** Begins properties of producers alone. */
  static final String PRODUCER = "producer.";

  /** Begins properties that are passed on whatever their names. */
  static final String UNCHECKED = "kafka.";

  private static final String CONFIG = "config";

  /** Properties on which exactly once depends, so that the runner sets them itself. */
  private static final Set<String> OWN =
      Set.of(
          ConsumerConfig.GROUP_ID_CONFIG,
          ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG,
          ConsumerConfig.KEY_DESERIALIZER_CLASS_CONFIG,
          ConsumerConfig.VALUE_DESERIALIZER_CLASS_CONFIG,
          ProducerConfig.TRANSACTIONAL_ID_CONFIG,
          ProducerConfig.ENABLE_IDEMPOTENCE_CONFIG,
          ProducerConfig.ACKS_CONFIG,
          ProducerConfig.KEY_SERIALIZER_CLASS_CONFIG,
          ProducerConfig.VALUE_SERIALIZER_CLASS_CONFIG);

  private final Function<String, @Nullable String> environment;
  private final Map<String, String> options = new TreeMap<>();
  private final List<String> problems = new ArrayList<>();

  private Arguments(Function<String, @Nullable String> environment) {
    this.environment = environment;
  }

  /**
   * The options and properties, by key.
   *
   * @param environment gives the variables of the environment
   * @throws StartProblem if something is not an option, or a file cannot be read
   */
  static Map<String, String> read(
      List<String> arguments, Function<String, @Nullable String> environment) {
    Arguments reading = new Arguments(environment);
    Map<String, String> given = reading.arguments(arguments);
    String file = given.remove(CONFIG);
    if (file != null) {
      reading.file(Path.of(file));
    }
    given.forEach(reading::put);
    if (!reading.problems.isEmpty()) {
      throw new StartProblem(reading.problems);
    }
    return reading.options;
  }

  private Map<String, String> arguments(List<String> arguments) {
    Map<String, String> given = new LinkedHashMap<>();
    for (int i = 0; i < arguments.size(); i++) {
      String argument = arguments.get(i);
      int equals = argument.indexOf('=');
      if (!argument.startsWith("--")) {
        problems.add(
            "Found an argument that does not begin with \"--\". Options are written \"--KEY"
                + " VALUE\".");
      } else if (equals > 0) {
        given.put(argument.substring(2, equals), argument.substring(equals + 1));
      } else if (i + 1 < arguments.size()) {
        i++;
        given.put(argument.substring(2), arguments.get(i));
      } else {
        problems.add("The option " + argument + " has no value.");
      }
    }
    return given;
  }

  private void file(Path file) {
    Properties properties = new Properties();
    try (Reader reader = Files.newBufferedReader(file, StandardCharsets.UTF_8)) {
      properties.load(reader);
    } catch (IOException e) {
      problems.add("The file " + file + " cannot be read: " + e);
    } catch (IllegalArgumentException e) {
      problems.add("The file " + file + " has a wrong escape, a backslash before a \"u\".");
    }
    for (String key : new TreeSet<>(properties.stringPropertyNames())) {
      put(key, properties.getProperty(key));
    }
  }

  private void put(String given, String value) {
    Optional<RunnerOption> option = RunnerOption.of(given);
    String key = option.map(RunnerOption::key).orElse(given);
    if (option.isEmpty() && !isOfKafka(key)) {
      problems.add(
          "There is no option "
              + key
              + ", and Kafka's clients have no such property. \"--help\" lists the options; write"
              + " kafka."
              + key
              + " for a property of a plugin.");
      return;
    }
    if (OWN.contains(bare(key))) {
      problems.add(
          "The runner sets the property "
              + bare(key)
              + " itself. The group and the transactions are named by "
              + RunnerOption.NAME.key()
              + ".");
      return;
    }
    Variables.replace(key, value, environment, problems)
        .ifPresent(text -> options.put(key, text.strip()));
  }

  private static String bare(String key) {
    for (String prefix : List.of(CONSUMER, PRODUCER, UNCHECKED)) {
      if (key.startsWith(prefix)) {
        return key.substring(prefix.length());
      }
    }
    return key;
  }

  private static boolean isOfKafka(String key) {
    if (key.startsWith(CONSUMER)) {
      return ConsumerConfig.configNames().contains(key.substring(CONSUMER.length()));
    }
    if (key.startsWith(PRODUCER)) {
      return ProducerConfig.configNames().contains(key.substring(PRODUCER.length()));
    }
    return key.startsWith(UNCHECKED)
        || ConsumerConfig.configNames().contains(key)
        || ProducerConfig.configNames().contains(key)
        || AdminClientConfig.configNames().contains(key);
  }
}
