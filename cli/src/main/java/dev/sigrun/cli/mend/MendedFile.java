package dev.sigrun.cli.mend;

import dev.sigrun.compiler.ruleset.RuleSources;
import dev.sigrun.compiler.source.SourceText;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.AtomicMoveNotSupportedException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Comparator;
import java.util.List;

/**
 * A rule file with names written in place of unknown ones.
 *
 * @param file as it is on the disk
 * @param after its new text
 * @param names how many names were written
 */
record MendedFile(RuleSources.File file, String after, int names) {
  /** A file that is as it was. */
  static MendedFile unchanged(RuleSources.File file) {
    return new MendedFile(file, file.text().map(SourceText::content).orElse(""), 0);
  }

  /** The text before. */
  String before() {
    return file.text().map(SourceText::content).orElse("");
  }

  /** The file with more mends of its new text, which do not overlap. */
  MendedFile with(List<Mend> mends) {
    StringBuilder text = new StringBuilder(after);
    mends.stream()
        .sorted(Comparator.comparingInt((Mend mend) -> mend.span().start()).reversed())
        .forEach(mend -> text.replace(mend.span().start(), mend.span().end(), mend.name()));
    return new MendedFile(file, text.toString(), names + mends.size());
  }

  /** The file with its new text, not yet on the disk. */
  RuleSources.File mended() {
    return names == 0 ? file : RuleSources.File.of(file.path(), after);
  }

  /**
   * The changed lines as a patch without lines around them, as Git reads it. No line is added or
   * taken away.
   */
  String diff() {
    // Lines may end in several ways; the endings are part of the lines.
    String[] before = before().split("\n", -1);
    String[] mended = after.split("\n", -1);
    String path = Path.of(file.path()).normalize().toString().replace('\\', '/');
    StringBuilder diff = new StringBuilder("--- a/" + path + "\n+++ b/" + path + "\n");
    for (int i = 0; i < before.length; i++) {
      if (!before[i].equals(mended[i])) {
        int line = i + 1;
        diff.append("@@ -" + line + " +" + line + " @@\n");
        String end = i == before.length - 1 ? "\n\\ No newline at end of file\n" : "\n";
        diff.append("-" + before[i] + end + "+" + mended[i] + end);
      }
    }
    return diff.toString();
  }

  /**
   * Writes the file in one step: readers see the old text or the new one.
   *
   * @throws IOException if it cannot be written, or is not what was checked
   */
  void write() throws IOException {
    Path path = Path.of(file.path()).toRealPath();
    String now = Files.readString(path);
    if (!now.endsWith(before()) || now.length() > before().length() + 1) {
      throw new IOException("it has changed while it was checked");
    }
    // A mark of the order of bytes may come first.
    String mark = now.substring(0, now.length() - before().length());
    Path folder = path.toAbsolutePath().getParent();
    Path draft = Files.createTempFile(folder, ".sigrun", ".draft");
    try {
      Files.copy(
          path, draft, StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.COPY_ATTRIBUTES);
      Files.write(draft, (mark + after).getBytes(StandardCharsets.UTF_8));
      move(draft, path);
    } finally {
      Files.deleteIfExists(draft);
    }
  }

  private static void move(Path from, Path to) throws IOException {
    try {
      Files.move(from, to, StandardCopyOption.ATOMIC_MOVE);
    } catch (AtomicMoveNotSupportedException e) {
      Files.move(from, to, StandardCopyOption.REPLACE_EXISTING);
    }
  }
}
