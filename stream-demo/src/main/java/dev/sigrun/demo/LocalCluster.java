package dev.sigrun.demo;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * A Flink cluster that only this machine can reach: a job manager and two task managers of one
 * slot, each a process with a log of its own in the folder, which ends with the process that
 * started it. There is no high availability: a job manager that starts again knows of no job.
 */
public final class LocalCluster implements AutoCloseable {
  private static final int TASK_MANAGERS = 2;

  private final Path folder;
  private final int restPort;
  private final List<Process> taskManagers = new ArrayList<>();
  private Process jobManager;
  private int started;

  /**
   * Starts the processes; they are ready some seconds later.
   *
   * @param folder for their configuration and logs
   * @throws IOException if one cannot be started
   */
  public LocalCluster(Path folder) throws IOException {
    this.folder = folder;
    this.restPort = freePort();
    Files.createDirectories(folder.resolve("tmp"));
    Files.writeString(
        folder.resolve("config.yaml"),
        """
        jobmanager.rpc.address: 127.0.0.1
        jobmanager.rpc.port: %d
        jobmanager.bind-host: 127.0.0.1
        rest.address: 127.0.0.1
        rest.bind-address: 127.0.0.1
        rest.port: %d
        taskmanager.host: 127.0.0.1
        taskmanager.bind-host: 127.0.0.1
        taskmanager.numberOfTaskSlots: 1
        taskmanager.cpu.cores: 1.0
        taskmanager.memory.task.heap.size: 256mb
        taskmanager.memory.task.off-heap.size: 0mb
        taskmanager.memory.managed.size: 32mb
        taskmanager.memory.framework.heap.size: 64mb
        taskmanager.memory.framework.off-heap.size: 64mb
        taskmanager.memory.network.min: 64mb
        taskmanager.memory.network.max: 64mb
        taskmanager.memory.jvm-metaspace.size: 256mb
        taskmanager.memory.jvm-overhead.min: 128mb
        taskmanager.memory.jvm-overhead.max: 128mb
        heartbeat.interval: 1 s
        heartbeat.timeout: 8 s
        """
            .formatted(freePort(), restPort));
    jobManager = startJobManager();
    for (int i = 0; i < TASK_MANAGERS; i++) {
      taskManagers.add(startTaskManager());
    }
  }

  private static int freePort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    }
  }

  /** Where jobs are submitted. */
  public int restPort() {
    return restPort;
  }

  private Process startJobManager() throws IOException {
    return start(
        "jobmanager",
        "300m",
        "org.apache.flink.runtime.entrypoint.StandaloneSessionClusterEntrypoint");
  }

  private Process startTaskManager() throws IOException {
    return start("taskmanager", "400m", "org.apache.flink.runtime.taskexecutor.TaskManagerRunner");
  }

  private Process start(String name, String heap, String main) throws IOException {
    Path log = folder.resolve(name + "-" + started++);
    return new ProcessBuilder(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "-Xmx" + heap,
            "-XX:+UseSerialGC",
            "-Dorg.slf4j.simpleLogger.showDateTime=true",
            "-XX:TieredStopAtLevel=1",
            "-Djava.io.tmpdir=" + folder.resolve("tmp"),
            "-Dorg.slf4j.simpleLogger.logFile=" + log + ".log",
            "-cp",
            System.getProperty("java.class.path"),
            ChildProcess.class.getName(),
            main,
            "--configDir",
            folder.toString())
        .redirectErrorStream(true)
        .redirectOutput(log.resolveSibling(log.getFileName() + ".out").toFile())
        .start();
  }

  /**
   * Kills a task manager, and starts another.
   *
   * @param number 0 or 1
   * @throws IOException if the other cannot be started
   */
  public void killTaskManager(int number) throws IOException {
    ChildProcess.kill(taskManagers.get(number % TASK_MANAGERS));
    taskManagers.set(number % TASK_MANAGERS, startTaskManager());
  }

  /**
   * Kills the job manager, and with it the knowledge of all jobs, and starts another.
   *
   * @throws IOException if the other cannot be started
   */
  public void killJobManager() throws IOException {
    ChildProcess.kill(jobManager);
    jobManager = startJobManager();
  }

  @Override
  public void close() {
    taskManagers.forEach(ChildProcess::kill);
    ChildProcess.kill(jobManager);
  }
}
