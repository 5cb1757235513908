package dev.sigrun.cli.event;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/**
 * Keeps reports of a source that is read ahead, until the events before them have had their turn.
 * For use by one thread.
 */
public final class LaterProblems implements FileProblems {
  private final FileProblems problems;
  private List<Consumer<FileProblems>> kept = new ArrayList<>();

  /** Reports to {@code problems} in the end. */
  public LaterProblems(FileProblems problems) {
    this.problems = problems;
  }

  /** Reports all that came since the last call of this, when it is run. */
  Runnable take() {
    if (kept.isEmpty()) {
      return () -> {};
    }
    List<Consumer<FileProblems>> taken = kept;
    kept = new ArrayList<>();
    return () -> taken.forEach(each -> each.accept(problems));
  }

  @Override
  public void malformed(EventLine event, String reason) {
    kept.add(later -> later.malformed(event, reason));
  }

  @Override
  public void brokenFile(String source, String reason) {
    kept.add(later -> later.brokenFile(source, reason));
  }

  @Override
  public void replacedFile(String source, long lines) {
    kept.add(later -> later.replacedFile(source, lines));
  }

  @Override
  public void renamedFile(String before, String source, long lines) {
    kept.add(later -> later.renamedFile(before, source, lines));
  }

  @Override
  public void unfinished(String source, long line) {
    kept.add(later -> later.unfinished(source, line));
  }
}
