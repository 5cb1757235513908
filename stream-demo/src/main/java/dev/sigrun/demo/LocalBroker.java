package dev.sigrun.demo;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;
import org.jspecify.annotations.Nullable;

/**
 * A broker of one node in a process of its own, which only this machine can reach. It may be killed
 * and started again; its data are in a folder. It ends with the process that started it.
 */
public final class LocalBroker implements AutoCloseable {
  /** Any 16 bytes in URL-safe Base64. */
  private static final String CLUSTER_ID = "c2lncnVuLWRlbW8tMDAwMA";

  private static final Duration PATIENCE = Duration.ofMinutes(2);

  private final Path folder;
  private final int port;
  private @Nullable Process process;

  private LocalBroker(Path folder, int port) {
    this.folder = folder;
    this.port = port;
  }

  /**
   * Starts a broker and waits until it answers.
   *
   * @param folder for its data and logs
   * @throws IOException if it does not start; the message has the end of its log
   */
  public static LocalBroker start(Path folder) throws IOException {
    Files.createDirectories(folder);
    int port = freePort();
    LocalBroker broker = new LocalBroker(folder, port);
    Files.writeString(folder.resolve("server.properties"), broker.properties(freePort()));
    broker.start();
    return broker;
  }

  private static int freePort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    }
  }

  private String properties(int controllerPort) {
    Map<String, Object> properties =
        Map.ofEntries(
            Map.entry("process.roles", "broker,controller"),
            Map.entry("node.id", 1),
            Map.entry("controller.quorum.voters", "1@127.0.0.1:" + controllerPort),
            Map.entry(
                "listeners",
                "PLAINTEXT://127.0.0.1:" + port + ",CONTROLLER://127.0.0.1:" + controllerPort),
            Map.entry("advertised.listeners", "PLAINTEXT://127.0.0.1:" + port),
            Map.entry("controller.listener.names", "CONTROLLER"),
            Map.entry("inter.broker.listener.name", "PLAINTEXT"),
            Map.entry("log.dirs", folder.resolve("data").toString().replace('\\', '/')),
            Map.entry("auto.create.topics.enable", false),
            Map.entry("offsets.topic.replication.factor", 1),
            Map.entry("offsets.topic.num.partitions", 1),
            Map.entry("transaction.state.log.replication.factor", 1),
            Map.entry("transaction.state.log.min.isr", 1),
            Map.entry("transaction.state.log.num.partitions", 4),
            Map.entry("share.coordinator.state.topic.replication.factor", 1),
            Map.entry("share.coordinator.state.topic.min.isr", 1),
            Map.entry("log.cleaner.dedupe.buffer.size", 10_485_760),
            Map.entry("group.initial.rebalance.delay.ms", 0));
    StringBuilder text = new StringBuilder();
    properties.forEach((key, value) -> text.append(key).append('=').append(value).append('\n'));
    return text.toString();
  }

  /**
   * Starts the process again after {@link #kill}.
   *
   * @throws IOException if it does not start
   */
  public void start() throws IOException {
    ProcessBuilder builder =
        new ProcessBuilder(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "-Xmx384m",
            "-XX:+UseSerialGC",
            "-XX:TieredStopAtLevel=1",
            "-Dorg.slf4j.simpleLogger.logFile=" + log(),
            "-Dorg.slf4j.simpleLogger.showDateTime=true",
            "-cp",
            System.getProperty("java.class.path"),
            BrokerProcess.class.getName(),
            CLUSTER_ID,
            folder.resolve("server.properties").toString());
    builder.redirectErrorStream(true);
    builder.redirectOutput(ProcessBuilder.Redirect.appendTo(folder.resolve("broker.out").toFile()));
    process = builder.start();
    awaitAnswer(process);
  }

  private Path log() {
    return folder.resolve("broker.log");
  }

  private void awaitAnswer(Process started) throws IOException {
    long end = System.nanoTime() + PATIENCE.toNanos();
    while (System.nanoTime() < end && started.isAlive()) {
      try (Admin admin = admin()) {
        if (!admin.describeCluster().nodes().get().isEmpty()) {
          return;
        }
      } catch (ExecutionException e) {
        // Not yet.
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        throw new IOException("Interrupted while the broker started.", e);
      }
    }
    started.destroyForcibly();
    throw new IOException("The broker does not start:\n" + String.join("\n", lastLines()));
  }

  private List<String> lastLines() throws IOException {
    List<String> lines = new ArrayList<>();
    for (Path file : List.of(folder.resolve("broker.out"), log())) {
      if (Files.exists(file)) {
        List<String> all = Files.readAllLines(file);
        lines.addAll(all.subList(Math.max(0, all.size() - 20), all.size()));
      }
    }
    return lines;
  }

  private Admin admin() {
    Properties properties = new Properties();
    properties.put("bootstrap.servers", address());
    properties.put("default.api.timeout.ms", "5000");
    properties.put("request.timeout.ms", "5000");
    properties.put("reconnect.backoff.max.ms", "100");
    return Admin.create(properties);
  }

  /** Host and port. */
  public String address() {
    return "127.0.0.1:" + port;
  }

  /**
   * Creates a topic.
   *
   * @param settings of the topic, where they are not those of the broker
   * @throws IOException if it cannot be created
   */
  public void createTopic(String name, int partitions, Map<String, String> settings)
      throws IOException {
    try (Admin admin = admin()) {
      admin
          .createTopics(List.of(new NewTopic(name, partitions, (short) 1).configs(settings)))
          .all()
          .get();
      awaitTopic(admin, name);
    } catch (ExecutionException e) {
      throw new IOException("The topic " + name + " cannot be created.", e.getCause());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("Interrupted while creating the topic " + name + ".", e);
    }
  }

  /** The controller knows a topic before the broker does. */
  private static void awaitTopic(Admin admin, String name)
      throws ExecutionException, InterruptedException {
    long end = System.nanoTime() + PATIENCE.toNanos();
    while (true) {
      try {
        var unused = admin.describeTopics(List.of(name)).allTopicNames().get();
        return;
      } catch (ExecutionException e) {
        if (System.nanoTime() > end
            || !(e.getCause() instanceof UnknownTopicOrPartitionException)) {
          throw e;
        }
        Thread.sleep(20);
      }
    }
  }

  /** Ends the process without a chance to do anything. Data that it has acknowledged are kept. */
  public void kill() {
    if (process != null) {
      ChildProcess.kill(process);
    }
  }

  @Override
  public void close() {
    kill();
  }
}
