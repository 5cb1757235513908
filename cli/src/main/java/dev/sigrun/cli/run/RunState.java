package dev.sigrun.cli.run;

import dev.sigrun.cli.terminal.CommandFailure;
import dev.sigrun.cli.terminal.FileErrors;
import dev.sigrun.cli.terminal.Terminal;
import dev.sigrun.compiler.diagnostic.VisibleText;
import dev.sigrun.runtime.engine.Engine;
import dev.sigrun.runtime.engine.InputPosition;
import dev.sigrun.runtime.engine.StateDirectory;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;

/**
 * The state that runs leave to the next one, in a directory of their own. Alerts are on disk before
 * the state that says so.
 */
final class RunState implements AutoCloseable {
  private final Path path;
  private final StateDirectory directory;
  private final Engine engine;
  private final Terminal terminal;

  private RunState(Path path, StateDirectory directory, Engine engine, Terminal terminal) {
    this.path = path;
    this.directory = directory;
    this.engine = engine;
    this.terminal = terminal;
  }

  /**
   * Opens a directory, and restores an engine from it if an earlier run left something.
   *
   * @throws CommandFailure if the state cannot be used
   */
  static RunState open(Path path, Engine engine, Terminal terminal) {
    StateDirectory directory;
    try {
      directory = StateDirectory.open(path);
    } catch (IOException e) {
      throw unusable(path, e);
    }
    RunState state = new RunState(path, directory, engine, terminal);
    try {
      state.restore();
      return state;
    } catch (IOException e) {
      state.close();
      throw unusable(path, e);
    }
  }

  private void restore() throws IOException {
    StateDirectory.Restoration restored = directory.restore(engine);
    restored.problems().forEach(problem -> terminal.say(VisibleText.of(problem)));
    if (directory.endedUncleanly()) {
      // Where a process was killed in the middle of an alert, the next one is not glued to it.
      terminal.out().println("");
    }
    if (!restored.problems().isEmpty() && restored.snapshot().isPresent()) {
      terminal.say(VisibleText.of("Continuing from the older " + restored.snapshot().get() + "."));
    }
  }

  /**
   * Saves the state, once all that was found is written.
   *
   * @param positions how far files have been read
   * @throws CommandFailure if either fails; the state before is still there
   */
  void save(Map<String, InputPosition> positions) {
    terminal.out().force();
    positions.forEach(engine::recordPosition);
    try {
      directory.save(engine);
    } catch (IOException e) {
      throw CommandFailure.usage(
          "The state in '" + path + "' cannot be saved: " + FileErrors.reason(e) + ".");
    }
  }

  /** Notes that no alert is cut off. */
  void endCleanly() {
    try {
      directory.endCleanly();
    } catch (IOException e) {
      throw unusable(path, e);
    }
  }

  private static CommandFailure unusable(Path path, IOException e) {
    return CommandFailure.usage(
        "The state in '" + path + "' cannot be used: " + FileErrors.reason(e) + ".");
  }

  @Override
  public void close() {
    try {
      directory.close();
    } catch (IOException e) {
      // The lock ends with the process.
    }
  }
}
