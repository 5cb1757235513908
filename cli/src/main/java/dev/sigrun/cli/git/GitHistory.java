package dev.sigrun.cli.git;

import dev.sigrun.cli.terminal.CommandFailure;
import dev.sigrun.cli.terminal.Environment;
import dev.sigrun.compiler.ruleset.EarlierFiles;
import dev.sigrun.compiler.ruleset.RuleSources;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Predicate;
import java.util.stream.Stream;

/**
 * The files of a working tree as they were in the commit in which the current branch left a
 * revision. A renamed file counts as one that has gone and one that is new. Files that Git does not
 * track count as new.
 */
public final class GitHistory implements EarlierFiles {
  /** The types of regular files; links and submodules have others. */
  private static final Set<String> REGULAR = Set.of("100644", "100755");

  /** The entry of a submodule in the index, which does not list its files. */
  private static final String SUBMODULE = "160000 ";

  private final Git git;
  private final Path root;
  private final Set<Path> tracked = new HashSet<>();

  /** The folders of submodules. */
  private final Set<Path> links = new HashSet<>();

  /** Those that were asked about; empty for one of which nothing is known. */
  private final Map<Path, Optional<GitHistory>> submodules = new HashMap<>();

  /** The files that differ, each with the name of its content in the commit if it is readable. */
  private final Map<Path, Optional<String>> changed;

  private GitHistory(Git git, Path root, String base) {
    this.git = git;
    this.root = root;
    for (String entry : checked(git.run("ls-files", "--stage", "-z")).items()) {
      // "100644 CONTENT 0", a tab, then the name of the file.
      Set<Path> kind = entry.startsWith(SUBMODULE) ? links : tracked;
      path(root, entry.substring(entry.indexOf('\t') + 1)).ifPresent(kind::add);
    }
    this.changed = changed(git, root, base);
  }

  /**
   * The history of the repository that the current folder is in.
   *
   * @param revision a name of a commit: a branch, a tag, {@code HEAD~3}, a hash
   * @throws CommandFailure if Git does not know it, with advice
   */
  public static GitHistory since(String revision, Environment environment) {
    Git here = Git.in(environment);
    Git.Result top = here.run("rev-parse", "--show-toplevel");
    if (!top.succeeded()) {
      throw CommandFailure.usage(
          "'--since' needs a Git repository around the current folder. Git says: " + top.err());
    }
    try {
      Path root = Path.of(top.line()).toRealPath();
      Git git = here.in(root);
      return new GitHistory(git, root, base(git, revision));
    } catch (IOException | InvalidPathException e) {
      throw CommandFailure.usage("The repository cannot be read: " + e.getMessage() + ".");
    }
  }

  /** The commit in which the current branch left the revision. */
  private static String base(Git git, String revision) {
    if (revision.isBlank() || revision.startsWith("-")) {
      throw CommandFailure.usage("--since: '" + revision + "' is not a revision of Git.");
    }
    Git.Result commit = git.run("rev-parse", "--verify", "--quiet", revision + "^{commit}");
    if (!commit.succeeded()) {
      throw CommandFailure.usage(
          "--since: Git knows no commit '" + revision + "'." + advice(git, "Fetch it first."));
    }
    Git.Result base = git.run("merge-base", commit.line(), "HEAD");
    if (!base.succeeded()) {
      throw CommandFailure.usage(
          "--since: '"
              + revision
              + "' and the current commit have no common ancestor."
              + advice(git, "Name a commit of this branch."));
    }
    return base.line();
  }

  private static String advice(Git git, String otherwise) {
    boolean shallow = git.run("rev-parse", "--is-shallow-repository").line().equals("true");
    return " "
        + (shallow
            ? "This clone is shallow: run 'git fetch --unshallow', or let CI fetch everything"
                + " (fetch-depth: 0 with actions/checkout)."
            : otherwise);
  }

  private static Map<Path, Optional<String>> changed(Git git, Path root, String base) {
    List<String> items =
        checked(
                git.run(
                    "diff",
                    "--raw",
                    "-z",
                    "--no-renames",
                    "--no-abbrev",
                    "--no-ext-diff",
                    // Otherwise Git looks at their files with the filters that they name.
                    "--ignore-submodules=dirty",
                    base,
                    "--"))
            .items();
    Map<Path, Optional<String>> changed = new TreeMap<>();
    // ":100644 100644 OLD NEW M", then the name of the file.
    for (int i = 0; i + 1 < items.size(); i += 2) {
      String[] parts = items.get(i).substring(1).split(" ", -1);
      Optional<String> old = REGULAR.contains(parts[0]) ? Optional.of(parts[2]) : Optional.empty();
      path(root, items.get(i + 1)).ifPresent(file -> changed.put(file, old));
    }
    return changed;
  }

  private static Git.Result checked(Git.Result result) {
    if (!result.succeeded()) {
      throw CommandFailure.usage("Git failed: " + result.err());
    }
    return result;
  }

  /** Empty for a name that this system cannot express, and so has no file of. */
  private static Optional<Path> path(Path root, String name) {
    try {
      return Optional.of(root.resolve(name));
    } catch (InvalidPathException e) {
      return Optional.empty();
    }
  }

  @Override
  public boolean isChanged(Path file) {
    try {
      Path named = named(file);
      return Files.exists(file)
          ? differs(named) || differs(file.toRealPath())
          : changed.containsKey(named);
    } catch (IOException e) {
      return true;
    }
  }

  /**
   * A file that has gone since then.
   *
   * @param folder an absolute path without links; the file was in this folder or in one above it
   */
  public Optional<Path> removed(String name, Path folder) {
    return Stream.iterate(folder, each -> each != null && each.startsWith(root), Path::getParent)
        .map(each -> each.resolve(name))
        .filter(file -> changed.containsKey(file) && !Files.exists(file))
        .findFirst();
  }

  /** The place of a file in the repository, before a link in that place is followed. */
  private Path named(Path file) throws IOException {
    Path whole = file.toAbsolutePath().normalize();
    Path parent = whole.getParent();
    return whole.startsWith(root) || parent == null
        ? whole
        : parent.toRealPath().resolve(String.valueOf(whole.getFileName()));
  }

  /** Whether the file, or the link or submodule that it is in, differs or is not tracked. */
  private boolean differs(Path file) {
    for (Path path = file;
        path != null && path.startsWith(root) && !path.equals(root);
        path = path.getParent()) {
      if (changed.containsKey(path)) {
        return true;
      }
      if (links.contains(path)) {
        return submodules
            .computeIfAbsent(path, this::submodule)
            .map(submodule -> submodule.differs(file))
            .orElse(true);
      }
      if (tracked.contains(path)) {
        return false;
      }
    }
    return true;
  }

  /** The differences between the working tree of a submodule and the commit that it is at. */
  private Optional<GitHistory> submodule(Path folder) {
    if (!Files.exists(folder.resolve(".git"))) {
      return Optional.empty();
    }
    try {
      return Optional.of(new GitHistory(git.inSubmodule(folder), folder, "HEAD"));
    } catch (CommandFailure e) {
      return Optional.empty();
    }
  }

  /**
   * {@inheritDoc}
   *
   * @throws CommandFailure if none of the files is in the repository
   */
  @Override
  public RuleSources before(RuleSources now, Predicate<Path> removed) {
    if (!now.files().isEmpty() && now.files().stream().noneMatch(this::isInside)) {
      throw CommandFailure.usage(
          "'--since' looks into the Git repository '" + root + "', but no rule is in it.");
    }
    Map<String, String> contents = new LinkedHashMap<>();
    for (RuleSources.File file : now.files()) {
      if (isChanged(Path.of(file.path()))) {
        old(file).ifPresent(content -> contents.put(file.path(), content));
      }
    }
    changed.forEach(
        (path, content) -> {
          if (content.isPresent() && !Files.exists(path) && removed.test(path)) {
            contents.put(path.toString(), content.get());
          }
        });
    Map<String, byte[]> texts = read(List.copyOf(new HashSet<>(contents.values())));
    List<RuleSources.File> files = new ArrayList<>();
    Set<String> today = new HashSet<>();
    for (RuleSources.File file : now.files()) {
      today.add(file.path());
      byte[] text = texts.get(contents.getOrDefault(file.path(), ""));
      if (text != null) {
        files.add(RuleSources.File.of(file.path(), text));
      } else if (!isChanged(Path.of(file.path()))) {
        files.add(file);
      }
    }
    contents.forEach(
        (path, content) -> {
          byte[] text = texts.get(content);
          if (text != null && !today.contains(path)) {
            files.add(RuleSources.File.of(path, text));
          }
        });
    return new RuleSources(files, List.of());
  }

  private boolean isInside(RuleSources.File file) {
    try {
      return named(Path.of(file.path())).startsWith(root);
    } catch (IOException e) {
      return false;
    }
  }

  private Optional<String> old(RuleSources.File file) {
    try {
      return changed.getOrDefault(named(Path.of(file.path())), Optional.empty());
    } catch (IOException e) {
      return Optional.empty();
    }
  }

  /** The contents with these names, as {@code git cat-file --batch} prints them. */
  private Map<String, byte[]> read(List<String> names) {
    Map<String, byte[]> contents = new LinkedHashMap<>();
    if (names.isEmpty()) {
      return contents;
    }
    byte[] out = checked(git.runWith(String.join("\n", names) + "\n", "cat-file", "--batch")).out();
    int at = 0;
    while (at < out.length) {
      int end = at;
      while (out[end] != '\n') {
        end++;
      }
      // "NAME blob LENGTH", or "NAME missing" in a clone without old contents.
      String[] head = new String(out, at, end - at, StandardCharsets.US_ASCII).split(" ", -1);
      at = end + 1;
      if (head.length == 3) {
        int length = Integer.parseInt(head[2]);
        contents.put(head[0], Arrays.copyOfRange(out, at, at + length));
        at += length + 1;
      }
    }
    return contents;
  }
}
