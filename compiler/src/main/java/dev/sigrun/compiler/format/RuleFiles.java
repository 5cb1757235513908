package dev.sigrun.compiler.format;

import dev.sigrun.compiler.diagnostic.DiagnosticKind;
import dev.sigrun.compiler.diagnostic.DiagnosticSink;
import dev.sigrun.compiler.source.SourceText;
import dev.sigrun.compiler.source.Span;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.FileSystemLoopException;
import java.nio.file.FileVisitOption;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.regex.PatternSyntaxException;
import java.util.stream.Stream;

/** Finds and loads rule files. */
public final class RuleFiles {
  private static final DiagnosticKind NO_SUCH_PATH =
      DiagnosticKind.error("RUL101", "There is no such file or folder.");
  private static final DiagnosticKind NO_RULES =
      DiagnosticKind.error("RUL102", "No rule file found here: none has a name that ends in %s.");
  private static final DiagnosticKind BAD_PATH =
      DiagnosticKind.error("RUL104", "This is not a valid path or path pattern: %s.");
  private static final DiagnosticKind UNREADABLE_FOLDER =
      DiagnosticKind.error("RUL105", "This cannot be read: %s.");

  private static final DiagnosticKind ONLY_TESTS =
      DiagnosticKind.error(
          "RUL109",
          "This is the test of a rule. Name the rule itself, or run its tests: sigrun test.");
  private static final DiagnosticKind DEAD_LINK =
      DiagnosticKind.error("RUL110", "This link points to a missing file. Fix or remove it.");

  /** The name of folders whose rules are no longer in use. */
  public static final String DEPRECATED = "_deprecated";

  /** The suffix of test files, whatever the format of the rules. */
  private static final String TEST_SUFFIX = ".test.toml";

  /** Deeper folders are not searched; links may make folders endless. */
  private static final int DEEPEST = 40;

  private final RuleFormats formats;
  private final DiagnosticSink sink;
  private final List<Path> found = new ArrayList<>();
  private final Set<Path> seen = new HashSet<>();
  private final List<String> tests = new ArrayList<>();

  private RuleFiles(RuleFormats formats, DiagnosticSink sink) {
    this.formats = formats;
    this.sink = sink;
  }

  /**
   * The rule files that the arguments of a command name: files, folders and globs such as {@code
   * rules/**}{@code /*.toml}. Folders and globs give the files that some format accepts except
   * tests ({@code *.test.toml}), and files in hidden and {@code _deprecated} folders, unless the
   * argument itself leads there.
   *
   * @param arguments as the user wrote them
   * @param formats which files are rule files
   * @param sink receives diagnostics about arguments that match nothing
   * @return without repetitions; in the order of the arguments, those of one argument sorted, then
   *     what lies beside them
   */
  public static List<Path> find(List<String> arguments, RuleFormats formats, DiagnosticSink sink) {
    RuleFiles files = new RuleFiles(formats, sink);
    arguments.forEach(files::findAll);
    if (files.found.isEmpty()) {
      // Beside rules they are skipped: a shell puts them into the place of a pattern.
      files.tests.forEach(test -> files.report(ONLY_TESTS, test));
    }
    return List.copyOf(files.found);
  }

  /**
   * The files that lie beside a rule file of this name, and the rule files that it lies beside.
   *
   * @param name the path of a file, which need not exist
   */
  public static List<Path> beside(String name, RuleFormats formats) {
    List<Path> beside = new ArrayList<>();
    try {
      Path file = Path.of(name);
      String own = String.valueOf(file.getFileName());
      Optional<String> mark = formats.suffixesBeside().stream().filter(own::endsWith).findFirst();
      String stem =
          own.substring(0, mark.map(m -> own.length() - m.length()).orElse(own.lastIndexOf('.')));
      for (String suffix : mark.isPresent() ? formats.suffixes() : formats.suffixesBeside()) {
        Path other = file.resolveSibling(stem + suffix);
        if (Files.isRegularFile(other)) {
          beside.add(other);
        }
      }
    } catch (InvalidPathException e) {
      // No file can be there.
    }
    return List.copyOf(beside);
  }

  /** The rule files in the folder of {@code file} without that itself, sorted, not deeper ones. */
  public static List<String> inFolderOf(Path file, RuleFormats formats) {
    Path folder = file.resolveSibling("");
    try (Stream<Path> files = Files.list(folder)) {
      return files
          .filter(other -> isVisibleRule(other, formats) && !other.equals(file))
          .map(Path::toString)
          .sorted()
          .toList();
    } catch (IOException | UncheckedIOException e) {
      return List.of();
    }
  }

  private static boolean isVisibleRule(Path file, RuleFormats formats) {
    String name = String.valueOf(file.getFileName());
    return formats.accepts(name)
        && !name.endsWith(TEST_SUFFIX)
        && !name.startsWith(".")
        && Files.isRegularFile(file);
  }

  /**
   * The folders that arguments of {@link #find} search, as the user wrote them: folders themselves,
   * and the folders of globs. None for files.
   */
  public static List<Path> searchedFolders(List<String> arguments) {
    List<Path> folders = new ArrayList<>();
    for (String argument : arguments) {
      try {
        if (isFolder(argument)) {
          folders.add(Path.of(argument));
        } else if (PathGlob.isGlob(argument)) {
          folders.add(Path.of(new PathGlob(argument.replace('\\', '/')).folder()));
        }
      } catch (InvalidPathException | PatternSyntaxException e) {
        // Reported by find.
      }
    }
    return List.copyOf(folders);
  }

  private static boolean isFolder(String argument) {
    try {
      return Files.isDirectory(Path.of(argument));
    } catch (InvalidPathException e) {
      return false;
    }
  }

  /**
   * The text of a file.
   *
   * @param sink receives a diagnostic if it cannot be read, is not UTF-8 or is too long
   */
  public static Optional<SourceText> load(Path file, DiagnosticSink sink) {
    return TextLoader.load(file, sink);
  }

  /**
   * The text of a stream, such as standard input, which is closed.
   *
   * @param name what messages call it
   * @param sink receives a diagnostic if it cannot be read, is not UTF-8 or is too long
   */
  public static Optional<SourceText> load(String name, InputStream stream, DiagnosticSink sink) {
    return TextLoader.load(name, stream, sink);
  }

  private void findAll(String argument) {
    try {
      Path path = Path.of(argument);
      if (Files.isDirectory(path)) {
        addAll(argument, search(path, argument, file -> true));
      } else if (Files.exists(path)) {
        addFile(argument, path);
      } else if (Files.isSymbolicLink(path)) {
        addDeadLink(path);
      } else {
        findGlob(argument);
      }
    } catch (InvalidPathException notAPath) {
      findGlob(argument);
    }
  }

  private void findGlob(String argument) {
    if (!PathGlob.isGlob(argument)) {
      report(NO_SUCH_PATH, argument);
      return;
    }
    try {
      PathGlob glob = new PathGlob(argument.replace('\\', '/'));
      Path folder = Path.of(glob.folder());
      Predicate<Path> fits = file -> glob.matches(spelling(file));
      List<Path> files = Files.isDirectory(folder) ? search(folder, argument, fits) : List.of();
      addAll(argument, files);
      files.forEach(this::addBeside);
    } catch (PatternSyntaxException e) {
      report(BAD_PATH, argument, e.getDescription());
    } catch (InvalidPathException e) {
      report(BAD_PATH, argument, e.getReason());
    }
  }

  private void addFile(String argument, Path file) {
    if (spelling(file).endsWith(TEST_SUFFIX)) {
      tests.add(argument);
    } else if (formats.accepts(spelling(file))) {
      add(file);
      addBeside(file);
    } else {
      sink.add(formats.noRuleFile(SourceText.of(argument, "")));
    }
  }

  /** Adds the files beside a rule, without which it would mean something else. */
  private void addBeside(Path rule) {
    String name = String.valueOf(rule.getFileName());
    for (String suffix : formats.suffixesBeside()) {
      Path beside = rule.resolveSibling(name.substring(0, name.lastIndexOf('.')) + suffix);
      if (Files.isRegularFile(beside)) {
        add(beside);
      } else if (Files.isSymbolicLink(beside) && !Files.exists(beside)) {
        addDeadLink(beside);
      }
    }
  }

  private void addDeadLink(Path link) {
    if (seen.add(link.toAbsolutePath().normalize())) {
      report(DEAD_LINK, link.toString());
    }
  }

  private void addAll(String argument, List<Path> files) {
    if (files.isEmpty()) {
      report(NO_RULES, argument, formats.endings());
    }
    files.forEach(this::add);
  }

  private void add(Path file) {
    try {
      if (seen.add(file.toRealPath())) {
        found.add(file);
      }
    } catch (IOException e) {
      report(UNREADABLE_FOLDER, file.toString(), reason(e));
    }
  }

  private List<Path> search(Path folder, String argument, Predicate<Path> fits) {
    Search search = new Search(folder, fits);
    try {
      Files.walkFileTree(folder, EnumSet.of(FileVisitOption.FOLLOW_LINKS), DEEPEST, search);
    } catch (IOException e) {
      report(UNREADABLE_FOLDER, argument, reason(e));
    }
    search.files.sort(Comparator.comparing(RuleFiles::spelling));
    return search.files;
  }

  /** Walks a folder; follows links, but not in circles. */
  private final class Search extends SimpleFileVisitor<Path> {
    private final Path root;
    private final Predicate<Path> fits;
    private final List<Path> files = new ArrayList<>();

    private Search(Path root, Predicate<Path> fits) {
      this.root = root;
      this.fits = fits;
    }

    @Override
    public FileVisitResult preVisitDirectory(Path folder, BasicFileAttributes attributes) {
      String name = String.valueOf(folder.getFileName());
      boolean skipped = name.startsWith(".") || name.equals(DEPRECATED);
      return skipped && !folder.equals(root)
          ? FileVisitResult.SKIP_SUBTREE
          : FileVisitResult.CONTINUE;
    }

    @Override
    public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
      String name = String.valueOf(file.getFileName());
      boolean rule =
          formats.accepts(spelling(file)) && !name.endsWith(TEST_SUFFIX) && !name.startsWith(".");
      if (rule && fits.test(file)) {
        if (attributes.isRegularFile()) {
          files.add(file);
        } else if (attributes.isSymbolicLink()) {
          addDeadLink(file);
        }
      }
      return FileVisitResult.CONTINUE;
    }

    @Override
    public FileVisitResult visitFileFailed(Path file, IOException e) {
      if (!(e instanceof FileSystemLoopException)) {
        report(UNREADABLE_FOLDER, file.toString(), reason(e));
      }
      return FileVisitResult.CONTINUE;
    }
  }

  private void report(DiagnosticKind kind, String path, Object... arguments) {
    sink.report(kind, SourceText.of(path, ""), new Span(0, 0), arguments);
  }

  private static String reason(IOException e) {
    return TextLoader.reason(e);
  }

  private static String spelling(Path path) {
    return path.toString().replace(path.getFileSystem().getSeparator(), "/");
  }
}
