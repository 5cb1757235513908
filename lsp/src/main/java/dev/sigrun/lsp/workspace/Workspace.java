package dev.sigrun.lsp.workspace;

import dev.sigrun.compiler.diagnostic.Diagnostic;
import dev.sigrun.compiler.diagnostic.DiagnosticSink;
import dev.sigrun.compiler.project.ProjectFile;
import dev.sigrun.compiler.project.ProjectKey;
import dev.sigrun.compiler.project.ProjectReader;
import dev.sigrun.compiler.source.Position;
import dev.sigrun.compiler.source.SourceText;
import dev.sigrun.testing.file.TestFile;
import java.nio.file.Path;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * All projects with an open document or in a folder of the workspace, and the reports that an
 * editor shows.
 */
public final class Workspace {
  private final OpenDocuments open;
  private final ReportListener listener;
  private final ProjectChoice choice;
  private final Map<RuleProject.Scope, RuleProject> projects = new LinkedHashMap<>();

  /** While projects are found again: those before, which know much that stays true. */
  private Map<RuleProject.Scope, RuleProject> earlier = Map.of();

  private Optional<RuleProject.Scope> named = Optional.empty();
  private boolean alone;
  private final Set<Path> folders = new LinkedHashSet<>();

  /** The reports that the listener knows of; files without any are absent. */
  private final Map<Path, List<Diagnostic>> shown = new HashMap<>();

  /** Receives what is wrong with files. */
  @FunctionalInterface
  public interface ReportListener {
    /** All reports about a file, which replace those before; empty if nothing is wrong any more. */
    void report(Path path, List<Diagnostic> diagnostics);
  }

  /**
   * A workspace without projects.
   *
   * @param choice which project file is that of a folder
   */
  public Workspace(OpenDocuments open, ReportListener listener, ProjectChoice choice) {
    this.open = open;
    this.listener = listener;
    this.choice = choice;
  }

  /**
   * Checks rules that are named elsewhere than in a project file, as on a command line. They belong
   * together, and have the settings of the project of {@code folder}.
   *
   * @param folder from where files are named; absolute
   * @param rules files, folders and patterns
   */
  public RuleProject addRules(Path folder, List<String> rules) {
    RuleProject.Scope scope = new RuleProject.Scope(folder, choice.nearest(folder), true, rules);
    named = Optional.of(scope);
    RuleProject project = load(scope);
    report();
    return project;
  }

  /**
   * From now on, documents have the settings of their project files, but not the rules that these
   * name: for texts that belong to no project.
   */
  public void leaveOutRules() {
    alone = true;
  }

  /** The open document with what is known of it, for answers about it. */
  public Document document(OpenDocument document, Path path) {
    return new Document(
        document.uri(),
        path,
        SourceText.of(document.uri(), document.text()),
        project(path),
        diagnostics(path));
  }

  /** Loads the project of a folder that the editor works in, if there is one with rules. */
  public void addFolder(Path folder) {
    folders.add(folder);
    load(folder);
    report();
  }

  /** Forgets the project of a folder that the editor no longer works in. */
  public void removeFolder(Path folder) {
    folders.remove(folder);
    reopen();
    report();
  }

  private void load(Path folder) {
    choice.nearest(folder).ifPresent(this::whole);
  }

  /** The project that a file belongs to. */
  public RuleProject project(Path path) {
    Path folder = folder(path);
    Optional<Path> file = choice.nearest(folder);
    return named
        .map(this::load)
        .filter(project -> project.hasRule(path) || isTestOf(project, path))
        .or(() -> file.flatMap(this::whole))
        .filter(project -> project.hasRule(path) || !project.isNamedLikeRule(path))
        .orElseGet(() -> load(new RuleProject.Scope(folder, file, false)));
  }

  private static boolean isTestOf(RuleProject project, Path path) {
    return TestFile.isTestFile(path) && project.hasRule(project.ruleOf(path));
  }

  /** Checks a document that was opened; its file may be new. */
  public void open(Path path) {
    choice
        .nearest(folder(path))
        .flatMap(this::whole)
        .filter(project -> project.isNamedLikeRule(path) && !project.hasRule(path))
        .ifPresent(RuleProject::list);
    change(path);
  }

  /** Checks a document that was changed or closed, or a file that has changed. */
  public void change(Path path) {
    if (choice.isProjectFile(path) && settings(path).isPresent()) {
      reopen();
    } else {
      affected(path).forEach(project -> change(project, path));
    }
    report();
  }

  /** The projects that files belong to may be others now. */
  private void reopen() {
    earlier = new HashMap<>(projects);
    projects.clear();
    named.ifPresent(this::load);
    folders.forEach(this::load);
    open.all().forEach(document -> document.path().ifPresent(this::project));
    earlier = Map.of();
  }

  private static void change(RuleProject project, Path path) {
    if (project.isSettings(path)) {
      project.reload();
    } else if (!TestFile.isTestFile(path)) {
      project.change(path);
    }
  }

  /** Takes note of files that were made or deleted. */
  public void changeFiles(Collection<Path> paths) {
    if (paths.stream().anyMatch(choice::isProjectFile)) {
      reopen();
    }
    for (RuleProject project : projects.values()) {
      if (paths.stream().anyMatch(project::isSettings)) {
        project.reload();
      } else if (paths.stream().anyMatch(project::mayHave)) {
        project.list();
      }
    }
    report();
  }

  /** Whether reports about files that did not change may be out of date. */
  public boolean isBehind() {
    return projects.values().stream().anyMatch(RuleProject::isBehind);
  }

  /** Brings all reports up to date. */
  public void catchUp() {
    projects.values().stream().filter(RuleProject::isBehind).forEach(RuleProject::catchUp);
    report();
  }

  /** The reports about a file that were last shown. */
  public List<Diagnostic> diagnostics(Path path) {
    return shown.getOrDefault(path, List.of());
  }

  /** The project of a file, and others that it belongs to or is a setting of. */
  private Set<RuleProject> affected(Path path) {
    Set<RuleProject> affected = new HashSet<>();
    affected.add(project(path));
    projects.values().stream()
        .filter(project -> project.isSettings(path) || project.hasRule(path))
        .forEach(affected::add);
    return affected;
  }

  private RuleProject load(RuleProject.Scope scope) {
    RuleProject known = projects.get(scope);
    if (known == null) {
      known = earlier.get(scope);
      if (known == null) {
        known = new RuleProject(scope, open);
      } else {
        known.reload();
      }
      projects.put(scope, known);
    }
    return known;
  }

  /** The project of a project file that names rules; one that is being edited may be broken. */
  private Optional<RuleProject> whole(Path file) {
    if (named.isPresent() || alone) {
      return Optional.empty();
    }
    RuleProject.Scope scope = new RuleProject.Scope(folder(file), Optional.of(file), true);
    boolean namesRules =
        projects.containsKey(scope)
            || settings(file)
                .filter(settings -> !settings.values(ProjectKey.RULES).isEmpty())
                .isPresent();
    return namesRules ? Optional.of(load(scope)) : Optional.empty();
  }

  private Optional<ProjectFile> settings(Path file) {
    return new SourceFiles(folder(file), open)
        .load(file)
        .text()
        .flatMap(text -> ProjectReader.read(text, new DiagnosticSink()));
  }

  private static Path folder(Path file) {
    return Optional.ofNullable(file.getParent()).orElse(file);
  }

  /** Of projects without a list of rules, those without an open document are of no more use. */
  private void forget() {
    Set<Path> folders =
        open.all().stream()
            .flatMap(document -> document.path().stream())
            .map(Workspace::folder)
            .collect(Collectors.toSet());
    projects.keySet().removeIf(scope -> !scope.whole() && !folders.contains(scope.folder()));
  }

  /** Reports what has changed. */
  private void report() {
    forget();
    Map<Path, List<Diagnostic>> now = new HashMap<>();
    for (RuleProject project : List.copyOf(projects.values())) {
      project
          .diagnostics()
          .forEach(
              (path, diagnostics) -> {
                if (!diagnostics.isEmpty() && isVisible(path, project)) {
                  now.putIfAbsent(path, diagnostics);
                }
              });
    }
    open.all().stream()
        .flatMap(document -> document.path().stream())
        .filter(TestFile::isTestFile)
        .forEach(
            path -> {
              List<Diagnostic> diagnostics = project(path).testDiagnostics(path);
              if (!diagnostics.isEmpty()) {
                now.put(path, diagnostics);
              }
            });
    Set<Path> changed = new HashSet<>(shown.keySet());
    changed.addAll(now.keySet());
    changed.removeIf(
        path -> isSame(shown.getOrDefault(path, List.of()), now.getOrDefault(path, List.of())));
    shown.clear();
    shown.putAll(now);
    changed.forEach(path -> listener.report(path, now.getOrDefault(path, List.of())));
  }

  /** Of projects without a list of rules only open files are of interest. */
  private boolean isVisible(Path path, RuleProject project) {
    return project.isWhole() || (open.find(path).isPresent() && project(path).equals(project));
  }

  /** The text may have changed elsewhere. */
  private static boolean isSame(List<Diagnostic> before, List<Diagnostic> now) {
    return before.equals(now)
        || before.stream()
            .map(Workspace::essence)
            .toList()
            .equals(now.stream().map(Workspace::essence).toList());
  }

  private static List<Object> essence(Diagnostic diagnostic) {
    Position end = diagnostic.source().position(diagnostic.span().end());
    return List.of(diagnostic.kind(), diagnostic.position(), end, diagnostic.message());
  }
}
