package dev.sigrun.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/** Runs Git in a folder of a test, away from the settings and repositories of the user. */
final class GitFolder {
  private final Path folder;

  GitFolder(Path folder) {
    this.folder = folder;
  }

  static boolean isInstalled() {
    return Pattern.compile(File.pathSeparator, Pattern.LITERAL)
        .splitAsStream(System.getenv().getOrDefault("PATH", ""))
        .anyMatch(place -> Files.isExecutable(Path.of(place, "git")));
  }

  /** Begins a repository with all files of the folder as the first commit, {@code first}. */
  GitFolder begin() {
    git("init", "--quiet", "--initial-branch=main");
    return commit("first");
  }

  /** Commits everything under a tag. */
  GitFolder commit(String tag) {
    git("add", "--all");
    git("commit", "--quiet", "--allow-empty", "-m", tag);
    git("tag", tag);
    return this;
  }

  /** Runs a command that succeeds. */
  String git(String... arguments) {
    List<String> command = new ArrayList<>(List.of("git"));
    command.addAll(List.of(arguments));
    ProcessBuilder builder =
        new ProcessBuilder(command).directory(folder.toFile()).redirectErrorStream(true);
    Map<String, String> variables = builder.environment();
    variables.keySet().removeIf(name -> name.startsWith("GIT_"));
    variables.putAll(
        Map.of(
            "GIT_CONFIG_NOSYSTEM", "1",
            "HOME", folder.toString(),
            "XDG_CONFIG_HOME", folder.toString(),
            "GIT_AUTHOR_NAME", "Ana",
            "GIT_AUTHOR_EMAIL", "ana@localhost",
            "GIT_COMMITTER_NAME", "Ana",
            "GIT_COMMITTER_EMAIL", "ana@localhost"));
    try {
      Process process = builder.start();
      String out = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
      assertThat(process.waitFor()).as("%s: %s", command, out).isZero();
      return out;
    } catch (IOException e) {
      throw new AssertionError(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new AssertionError(e);
    }
  }
}
