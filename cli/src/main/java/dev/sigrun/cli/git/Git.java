package dev.sigrun.cli.git;

import dev.sigrun.cli.terminal.CommandFailure;
import dev.sigrun.cli.terminal.Environment;
import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Runs the {@code git} of the {@code PATH}, without a shell. Nothing that a rule or the name of a
 * file says is ever an argument, and no program that the settings of a repository name is run to
 * look at its files.
 */
final class Git {
  private static final boolean WINDOWS = File.separatorChar == '\\';

  /** No watcher of files, no hooks, and no repository that is among the files of another. */
  private static final List<String> OPTIONS =
      List.of(
          "--no-pager",
          "-c",
          "core.fsmonitor=false",
          "-c",
          "core.hooksPath=/dev/null",
          "-c",
          "safe.bareRepository=explicit");

  /** Variables that name a repository, as Git sets them for hooks. */
  private static final Set<String> REPOSITORY =
      Set.of(
          "GIT_DIR",
          "GIT_COMMON_DIR",
          "GIT_WORK_TREE",
          "GIT_INDEX_FILE",
          "GIT_OBJECT_DIRECTORY",
          "GIT_ALTERNATE_OBJECT_DIRECTORIES",
          "GIT_NAMESPACE",
          "GIT_PREFIX");

  private final Path program;
  private final Path folder;

  /** The variables of this process that do not count. */
  private final Set<String> without;

  /** The settings of filters, which are overridden: {@code filter.NAME.clean} and so on. */
  private final List<String> filters;

  private Git(Path program, Path folder, Set<String> without, List<String> filters) {
    this.program = program;
    this.folder = folder;
    this.without = without;
    this.filters = filters;
  }

  /**
   * The result of a command.
   *
   * @param exitCode 0 if it succeeded
   * @param out what it printed
   * @param err the first line of its messages; possibly empty
   */
  record Result(int exitCode, byte[] out, String err) {
    boolean succeeded() {
      return exitCode == 0;
    }

    /** The output without the end of its line. */
    String line() {
      return new String(out, StandardCharsets.UTF_8).replaceFirst("\n\\z", "");
    }

    /** The output as texts that each end with NUL. */
    List<String> items() {
      String text = new String(out, StandardCharsets.UTF_8);
      return text.isEmpty() ? List.of() : List.of(text.split("\0", -1)).subList(0, count(text));
    }

    private static int count(String text) {
      return (int) text.chars().filter(c -> c == 0).count();
    }
  }

  /**
   * Git in the current folder of a command.
   *
   * @throws CommandFailure if it is not installed
   */
  static Git in(Environment environment) {
    Path program =
        environment
            .variable("PATH")
            .or(() -> Optional.ofNullable(System.getenv("PATH")))
            .flatMap(Git::find)
            .orElseThrow(
                () ->
                    CommandFailure.usage(
                        "'--since' needs Git, but there is no 'git' on the PATH."));
    return new Git(program, environment.folder().toAbsolutePath(), Set.of(), List.of());
  }

  /** The same in a repository, with files as they are, not as its filters would change them. */
  Git in(Path repository) {
    return in(repository, without);
  }

  /** The same in another repository than the one that variables of this process may name. */
  Git inSubmodule(Path repository) {
    return in(repository, REPOSITORY);
  }

  private Git in(Path repository, Set<String> ignored) {
    Git git = new Git(program, repository, ignored, List.of());
    List<String> names =
        git.run("config", "--null", "--name-only", "--get-regexp", "^filter\\.").items();
    return new Git(program, repository, ignored, names);
  }

  /** Only absolute folders count: a program in the folder of the rules is never run. */
  private static Optional<Path> find(String places) {
    for (String place : places.split(Pattern.quote(File.pathSeparator), -1)) {
      try {
        Path file = Path.of(place).resolve(WINDOWS ? "git.exe" : "git");
        if (file.isAbsolute() && Files.isRegularFile(file) && Files.isExecutable(file)) {
          return Optional.of(file);
        }
      } catch (InvalidPathException e) {
        // Not a folder, so no program is there.
      }
    }
    return Optional.empty();
  }

  /** Runs a command. */
  Result run(String... arguments) {
    return runWith("", arguments);
  }

  /**
   * Runs a command.
   *
   * @param input what it reads
   */
  Result runWith(String input, String... arguments) {
    List<String> command = new ArrayList<>(List.of(program.toString()));
    command.addAll(OPTIONS);
    command.addAll(List.of(arguments));
    try {
      // Files, because of two pipes one may be full while the other is read.
      Path in = Files.createTempFile("sigrun-git", ".in");
      Path err = Files.createTempFile("sigrun-git", ".err");
      try {
        Files.writeString(in, input);
        ProcessBuilder builder =
            new ProcessBuilder(command)
                .directory(folder.toFile())
                .redirectInput(in.toFile())
                .redirectError(err.toFile());
        builder.environment().keySet().removeAll(without);
        builder
            .environment()
            .putAll(Map.of("LC_ALL", "C", "GIT_OPTIONAL_LOCKS", "0", "GIT_TERMINAL_PROMPT", "0"));
        override(builder.environment());
        Process process = builder.start();
        byte[] out = process.getInputStream().readAllBytes();
        return new Result(process.waitFor(), out, firstLine(err));
      } finally {
        Files.deleteIfExists(in);
        Files.deleteIfExists(err);
      }
    } catch (IOException e) {
      throw CommandFailure.usage("Git cannot be run: " + e.getMessage() + ".");
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw CommandFailure.usage("Git was interrupted.");
    }
  }

  /**
   * Variables, because the name of a filter may contain the {@code =} that ends it in an option.
   */
  private void override(Map<String, String> variables) {
    if (filters.isEmpty()) {
      return;
    }
    int count = count(variables.get("GIT_CONFIG_COUNT"));
    for (String name : filters) {
      variables.put("GIT_CONFIG_KEY_" + count, name);
      variables.put("GIT_CONFIG_VALUE_" + count, name.endsWith(".required") ? "false" : "");
      count++;
    }
    variables.put("GIT_CONFIG_COUNT", String.valueOf(count));
  }

  private static int count(@Nullable String text) {
    try {
      return text == null ? 0 : Integer.parseInt(text);
    } catch (NumberFormatException e) {
      return 0;
    }
  }

  private static String firstLine(Path file) {
    try {
      return new String(Files.readAllBytes(file), StandardCharsets.UTF_8)
          .lines()
          .findFirst()
          .orElse("");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
