package dev.sigrun.compiler.ruleset;

import dev.sigrun.compiler.CompilerOptions;
import dev.sigrun.compiler.diagnostic.Diagnostic;
import dev.sigrun.compiler.diagnostic.DiagnosticSink;
import dev.sigrun.compiler.format.RuleFiles;
import dev.sigrun.compiler.format.RuleFormats;
import dev.sigrun.compiler.source.SourceText;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The texts of rule files, not yet read as rules.
 *
 * @param files in the order of the arguments
 * @param wrongPaths reports about arguments that name no rule
 */
public record RuleSources(List<File> files, List<Diagnostic> wrongPaths) {
  /** Copies the lists. */
  public RuleSources {
    files = List.copyOf(files);
    wrongPaths = List.copyOf(wrongPaths);
  }

  /**
   * A rule file.
   *
   * @param path as messages call it
   * @param text absent if the file cannot be read
   * @param diagnostics why it cannot
   */
  public record File(String path, Optional<SourceText> text, List<Diagnostic> diagnostics) {
    /** Copies the list. */
    public File {
      diagnostics = List.copyOf(diagnostics);
    }

    /** The file at this path. */
    public static File load(Path path) {
      DiagnosticSink sink = new DiagnosticSink();
      Optional<SourceText> text = RuleFiles.load(path, sink);
      return new File(path.toString(), text, sink.diagnostics());
    }

    /**
     * A file whose text is not on the disk, or not yet.
     *
     * @param path as messages call it; its ending says the format
     */
    public static File of(String path, String text) {
      return of(path, text.getBytes(StandardCharsets.UTF_8));
    }

    /**
     * The same for a text that was not decoded yet.
     *
     * @param path as messages call it; its ending says the format
     */
    public static File of(String path, byte[] bytes) {
      DiagnosticSink sink = new DiagnosticSink();
      Optional<SourceText> source = RuleFiles.load(path, new ByteArrayInputStream(bytes), sink);
      return new File(path, source, sink.diagnostics());
    }

    /**
     * What tells the file from others, of the same name or another: a digest of its path and text.
     * Empty if it cannot be read.
     *
     * @param settings all else that its rules depend on, apart from other files
     */
    Optional<String> key(String settings) {
      return text.map(t -> InputDigest.of(settings).add(path).add(t.content()).toHex());
    }

    /** Whether the other is the same text of the same name. */
    boolean isSameAs(File other) {
      return path.equals(other.path)
          && diagnostics.toString().equals(other.diagnostics.toString())
          && text.map(SourceText::content).equals(other.text.map(SourceText::content));
    }

    /** Where it is, however its path is written. */
    private Path place() {
      try {
        return Path.of(path).toRealPath();
      } catch (IOException e) {
        return Path.of(path).toAbsolutePath().normalize();
      }
    }

    /** The same file under another name. */
    public File called(String name) {
      return new File(name, text.map(t -> SourceText.of(name, t.content())), diagnostics);
    }
  }

  /**
   * The rule files that {@code arguments} name, as {@link RuleFiles#find} reads them.
   *
   * @param arguments files, folders and patterns
   */
  public static RuleSources load(List<String> arguments) {
    return load(arguments, CompilerOptions.ownFormats());
  }

  /**
   * The same for other formats than our own.
   *
   * @param arguments files, folders and patterns
   * @param formats which files are rule files
   */
  public static RuleSources load(List<String> arguments, RuleFormats formats) {
    DiagnosticSink sink = new DiagnosticSink();
    List<Path> paths = RuleFiles.find(arguments, formats, sink);
    return new RuleSources(paths.parallelStream().map(File::load).toList(), sink.diagnostics());
  }

  /**
   * One rule file that is read from a stream, such as standard input, which is closed.
   *
   * @param name what messages call it; its ending says the format
   */
  public static RuleSources of(String name, InputStream stream) {
    RuleFormats formats = CompilerOptions.ownFormats();
    if (!formats.accepts(name)) {
      return new RuleSources(List.of(), List.of(formats.noRuleFile(SourceText.of(name, ""))));
    }
    DiagnosticSink sink = new DiagnosticSink();
    Optional<SourceText> text = RuleFiles.load(name, stream, sink);
    return new RuleSources(List.of(new File(name, text, sink.diagnostics())), List.of());
  }

  /** These files, and those on the disk that belong to one of them by their names. */
  public RuleSources withFilesBeside() {
    RuleFormats formats = CompilerOptions.ownFormats();
    Set<String> names = files.stream().map(File::path).collect(Collectors.toSet());
    List<File> all = new ArrayList<>(files);
    for (File file : files) {
      for (Path other : RuleFiles.beside(file.path(), formats)) {
        if (names.add(other.toString())) {
          all.add(File.load(other));
        }
      }
    }
    return new RuleSources(all, wrongPaths);
  }

  /**
   * What tells these files from others: a digest of their paths and texts, in their order.
   *
   * @param settings all else that their rules depend on
   */
  public Keys keys(String settings) {
    List<Optional<String>> keys = files.parallelStream().map(file -> file.key(settings)).toList();
    InputDigest all = InputDigest.of(settings);
    for (int i = 0; i < keys.size(); i++) {
      all.add(files.get(i).path()).add(keys.get(i).orElse(""));
    }
    return new Keys(all.toHex(), keys);
  }

  /**
   * The digests of files.
   *
   * @param all of all files together
   * @param each of each file, in their order; empty if it cannot be read
   */
  public record Keys(String all, List<Optional<String>> each) {
    /** Copies the list. */
    public Keys {
      each = List.copyOf(each);
    }
  }

  /** Whether a file is among these, however its path is written. */
  public boolean contains(File file) {
    return files.stream().anyMatch(known -> known.place().equals(file.place()));
  }

  /** These files, then those of {@code others} that are not among them. */
  public RuleSources and(RuleSources others) {
    Set<Path> known = files.stream().map(File::place).collect(Collectors.toSet());
    List<File> all = new ArrayList<>(files);
    others.files.stream().filter(file -> known.add(file.place())).forEach(all::add);
    return new RuleSources(
        all, Stream.concat(wrongPaths.stream(), others.wrongPaths.stream()).toList());
  }

  /**
   * All rule files in a folder, none if it does not exist, called by their paths from {@code base}
   * on with forward slashes, which are the same on any machine.
   *
   * @param folder below {@code base}; otherwise files are called by their whole paths
   */
  public static RuleSources in(Path base, Path folder) {
    DiagnosticSink sink = new DiagnosticSink();
    List<Path> paths =
        RuleFiles.find(List.of(folder.toString()), CompilerOptions.ownFormats(), sink);
    if (paths.isEmpty()) {
      return new RuleSources(List.of(), List.of());
    }
    return new RuleSources(
        paths.parallelStream().map(path -> File.load(path).called(name(base, path))).toList(),
        sink.diagnostics());
  }

  private static String name(Path base, Path path) {
    String name = path.startsWith(base) ? base.relativize(path).toString() : path.toString();
    return name.replace(path.getFileSystem().getSeparator(), "/");
  }
}
