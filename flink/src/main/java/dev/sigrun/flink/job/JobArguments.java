package dev.sigrun.flink.job;

import dev.sigrun.kafka.topic.Variables;
import java.io.File;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.apache.flink.configuration.ConfigOption;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.YamlParserUtils;
import org.jspecify.annotations.Nullable;

/**
 * Reads options from the cluster's configuration, a file in the form of Flink's {@code config.yaml}
 * and the arguments of the job; later ones count. {@code ${env:NAME}} stands for a variable of the
 * environment, so that secrets need not be in files.
 */
final class JobArguments {
  private static final String CONFIG = "--config";

  private final Function<String, @Nullable String> environment;
  private final Map<String, String> options = new TreeMap<>();
  private final List<String> problems = new ArrayList<>();

  private JobArguments(Function<String, @Nullable String> environment) {
    this.environment = environment;
  }

  /**
   * The options.
   *
   * @param cluster the configuration of the cluster, of which only options of the job are kept
   * @param environment gives the variables of the environment
   * @throws JobProblem if something is not an option, or a file cannot be read
   */
  static Configuration read(
      Map<String, String> cluster,
      List<String> arguments,
      Function<String, @Nullable String> environment) {
    JobArguments reading = new JobArguments(environment);
    cluster.forEach(
        (key, value) -> {
          if (key.startsWith(SigrunOptions.PREFIX)) {
            reading.put(key, value);
          }
        });
    Map<String, String> given = reading.arguments(arguments);
    String file = given.remove(CONFIG);
    if (file != null) {
      reading.file(new File(file));
    }
    given.forEach(reading::put);
    if (!reading.problems.isEmpty()) {
      throw new JobProblem(reading.problems);
    }
    return Configuration.fromMap(reading.options);
  }

  private Map<String, String> arguments(List<String> arguments) {
    Map<String, String> given = new LinkedHashMap<>();
    for (int i = 0; i < arguments.size(); i++) {
      String argument = arguments.get(i);
      int equals = argument.indexOf('=');
      if (!argument.startsWith("--")) {
        problems.add(
            "Found the argument \"" + argument + "\". Options are written \"--KEY VALUE\".");
      } else if (equals > 0) {
        given.put(key(argument.substring(0, equals)), argument.substring(equals + 1));
      } else if (i + 1 < arguments.size()) {
        i++;
        given.put(key(argument), arguments.get(i));
      } else {
        problems.add("The option " + argument + " has no value.");
      }
    }
    return given;
  }

  private static String key(String argument) {
    return argument.equals(CONFIG) ? CONFIG : argument.substring(2);
  }

  private void file(File file) {
    try {
      flatten("", YamlParserUtils.loadYamlFile(file));
    } catch (ClassCastException e) {
      problems.add("The file " + file + " does not consist of options, \"KEY: VALUE\" each.");
    } catch (Exception e) {
      problems.add("The file " + file + " cannot be read: " + e.getMessage());
    }
  }

  private void flatten(String prefix, Map<?, ?> map) {
    map.forEach(
        (key, value) -> {
          String path = prefix + key;
          if (value instanceof Map<?, ?> inner) {
            flatten(path + ".", inner);
          } else if (value == null) {
            problems.add("The option " + path + " has no value.");
          } else if (value instanceof List<?> list) {
            put(path, list.stream().map(String::valueOf).collect(Collectors.joining(";")));
          } else {
            put(path, String.valueOf(value));
          }
        });
  }

  private void put(String key, String value) {
    boolean isPassedOn =
        key.startsWith(SigrunOptions.KAFKA)
            || key.startsWith(SigrunOptions.KAFKA_SOURCE)
            || key.startsWith(SigrunOptions.KAFKA_SINK);
    if (!isPassedOn && SigrunOptions.all().stream().map(ConfigOption::key).noneMatch(key::equals)) {
      problems.add(
          "There is no option "
              + key
              + ". There are "
              + SigrunOptions.all().stream()
                  .map(ConfigOption::key)
                  .collect(Collectors.joining(", "))
              + ", and "
              + SigrunOptions.KAFKA
              + "* for properties of Kafka.");
      return;
    }
    Variables.replace(key, value, environment, problems).ifPresent(text -> options.put(key, text));
  }
}
