package dev.sigrun.lsp.workspace;

import dev.sigrun.compiler.diagnostic.Diagnostic;
import dev.sigrun.compiler.diagnostic.DiagnosticSink;
import dev.sigrun.compiler.project.ProjectFile;
import dev.sigrun.compiler.project.ProjectKey;
import dev.sigrun.compiler.project.ProjectReader;
import dev.sigrun.compiler.source.Position;
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
  private final Map<RuleProject.Scope, RuleProject> projects = new LinkedHashMap<>();
  private final Set<Path> folders = new LinkedHashSet<>();

  /** The reports that the listener knows of; files without any are absent. */
  private final Map<Path, List<Diagnostic>> shown = new HashMap<>();

  /** Receives what is wrong with files. */
  @FunctionalInterface
  public interface ReportListener {
    /** All reports about a file, which replace those before; empty if nothing is wrong any more. */
    void report(Path path, List<Diagnostic> diagnostics);
  }

  /** A workspace without projects. */
  public Workspace(OpenDocuments open, ReportListener listener) {
    this.open = open;
    this.listener = listener;
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
    ProjectFile.nearest(folder).ifPresent(this::whole);
  }

  /** The project that a file belongs to. */
  public RuleProject project(Path path) {
    Path folder = folder(path);
    Optional<Path> file = ProjectFile.nearest(folder);
    return file.flatMap(this::whole)
        .filter(project -> project.hasRule(path) || !project.isNamedLikeRule(path))
        .orElseGet(() -> load(new RuleProject.Scope(folder, file, false)));
  }

  /** Checks a document that was opened; its file may be new. */
  public void open(Path path) {
    ProjectFile.nearest(folder(path))
        .flatMap(this::whole)
        .filter(project -> project.isNamedLikeRule(path) && !project.hasRule(path))
        .ifPresent(RuleProject::list);
    change(path);
  }

  /** Checks a document that was changed or closed, or a file that has changed. */
  public void change(Path path) {
    if (path.endsWith(ProjectFile.NAME) && settings(path).isPresent()) {
      reopen();
    } else {
      affected(path).forEach(project -> change(project, path));
    }
    report();
  }

  /** The projects that files belong to may be others now. */
  private void reopen() {
    projects.clear();
    folders.forEach(this::load);
    open.all().forEach(document -> document.path().ifPresent(this::project));
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
    if (paths.stream().anyMatch(path -> path.endsWith(ProjectFile.NAME))) {
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
      known = new RuleProject(scope, open);
      projects.put(scope, known);
    }
    return known;
  }

  /** The project of a project file that names rules; one that is being edited may be broken. */
  private Optional<RuleProject> whole(Path file) {
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
