package dev.sigrun.lsp.workspace;

import dev.sigrun.compiler.CompilerOptions;
import dev.sigrun.compiler.diagnostic.Diagnostic;
import dev.sigrun.compiler.ruleset.CheckedRule;
import dev.sigrun.compiler.ruleset.CheckedRules;
import dev.sigrun.compiler.ruleset.LiveRules;
import dev.sigrun.compiler.ruleset.RuleSources;
import dev.sigrun.compiler.source.SourceText;
import dev.sigrun.lsp.text.FileUris;
import dev.sigrun.testing.file.TestFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * Rules that are checked together: those that a project file names, or those next to each other in
 * a folder. Reports have the same codes, places and messages as those of {@code sigrun check} in
 * that folder.
 */
public final class RuleProject {
  private final Scope scope;
  private final SourceFiles texts;
  private final FieldUses uses = new FieldUses();
  private ProjectSettings settings;
  private LiveRules live;

  /** The rule files by path, in the order in which they are checked. */
  private Map<Path, RuleSources.File> files = new LinkedHashMap<>();

  private CheckedRules checked = new CheckedRules(List.of());

  /** Of the files of rules, by path. */
  private Map<Path, List<CheckedRule>> byPath = Map.of();

  /**
   * Which rules belong to a project.
   *
   * @param folder from where files are named
   * @param file the project file, if there is one
   * @param whole whether the project file names the rules; otherwise they are those in the folder
   * @param named the files, folders and patterns that name the rules in place of the project file;
   *     none if it names them, or nothing does
   */
  record Scope(Path folder, Optional<Path> file, boolean whole, List<String> named) {
    /** Copies the list. */
    Scope {
      named = List.copyOf(named);
    }

    /** A project whose rules are named by its project file, or that are those in the folder. */
    Scope(Path folder, Optional<Path> file, boolean whole) {
      this(folder, file, whole, List.of());
    }
  }

  RuleProject(Scope scope, OpenDocuments open) {
    this.scope = scope;
    this.texts = new SourceFiles(scope.folder(), open);
    this.settings = settings(ProjectSettings.NONE);
    this.live = new LiveRules(settings.options());
    list();
  }

  private ProjectSettings settings(ProjectSettings before) {
    return scope.file().map(file -> ProjectSettings.read(file, texts, before)).orElse(before);
  }

  /** How rules are compiled. */
  public CompilerOptions options() {
    return settings.options();
  }

  /** How rules are compiled for their tests. */
  public CompilerOptions testOptions() {
    return settings.options().withTimestampField(settings.timestampField());
  }

  /** All rules, checked against each other. */
  public CheckedRules checked() {
    return checked;
  }

  /** The rules of a file; none if it does not belong to the project. */
  public List<CheckedRule> rules(Path path) {
    return byPath.getOrDefault(path, List.of());
  }

  /** The files with rules. */
  public Set<Path> ruleFiles() {
    return byPath.keySet();
  }

  /** The files in which events are counted, by the project file. */
  public List<Path> eventFiles() {
    return settings.events();
  }

  /** The name of a file in messages. */
  public String name(Path path) {
    return texts.name(path);
  }

  /** How many rules read the field of this name. */
  public int uses(String field) {
    return uses.count(field, checked);
  }

  /** The text of a file of the project, as it was last checked. */
  public Optional<SourceText> text(Path path) {
    RuleSources.File known = files.get(path);
    return known == null ? texts.load(path).text() : known.text();
  }

  /** The address of a file, as the editor spells it if it has it open. */
  public String uri(Path path) {
    return texts.open().find(path).map(OpenDocument::uri).orElseGet(() -> FileUris.of(path));
  }

  /** The file that a report is about. */
  public Path path(Diagnostic diagnostic) {
    return texts.path(diagnostic.source().name());
  }

  /** Whether reports about files that are not open are shown, too. */
  boolean isWhole() {
    return scope.whole();
  }

  /** Whether a change of the file changes how rules are compiled. */
  boolean isSettings(Path path) {
    return settings.files().contains(path);
  }

  /** Whether the file maps the names of fields, by the project file. */
  boolean isMapping(Path path) {
    return settings.mapping().filter(path::equals).isPresent();
  }

  /** Whether the file is one of the project's rules. */
  boolean hasRule(Path path) {
    return files.containsKey(path);
  }

  /**
   * Reads the settings again, and finds all rules. Known rules are compiled again only if that may
   * make a difference.
   */
  void reload() {
    ProjectSettings before = settings;
    settings = settings(before);
    if (!settings.basis().equals(before.basis())) {
      live = new LiveRules(settings.options());
      files = new LinkedHashMap<>();
    }
    list();
  }

  /** Finds the files; those that are known are not read again. */
  void list() {
    Map<Path, RuleSources.File> listed = new LinkedHashMap<>();
    Map<Path, RuleSources.File> known = files;
    List<Map.Entry<Path, RuleSources.File>> loaded =
        paths().parallelStream().map(path -> Map.entry(path, loaded(path, known))).toList();
    for (Map.Entry<Path, RuleSources.File> entry : loaded) {
      if (belongs(entry.getKey(), entry.getValue())) {
        listed.put(entry.getKey(), entry.getValue());
      }
    }
    files = listed;
    update();
  }

  private RuleSources.File loaded(Path path, Map<Path, RuleSources.File> known) {
    RuleSources.File file = known.get(path);
    return file == null ? texts.load(path) : file;
  }

  /** The files that may belong to the project, in order, with those that were never saved. */
  private Collection<Path> paths() {
    if (scope.whole()) {
      List<String> rules = scope.named().isEmpty() ? settings.rules() : scope.named();
      return RuleListing.ofProject(rules, options().formats()).stream()
          .map(path -> path.toAbsolutePath().normalize())
          .toList();
    }
    TreeSet<Path> paths = new TreeSet<>(RuleListing.ofFolder(scope.folder(), options().formats()));
    texts.open().all().stream()
        .flatMap(document -> document.path().stream())
        .filter(path -> scope.folder().equals(path.getParent()) && isNamedLikeRule(path))
        .forEach(paths::add);
    return paths;
  }

  /** A file that is unreadable belongs to a folder only if it was asked for. */
  private boolean belongs(Path path, RuleSources.File file) {
    return scope.whole()
        || files.containsKey(path)
        || file.text()
            .map(text -> RuleListing.looksLikeRule(path, text.content(), options().formats()))
            .orElse(false);
  }

  /** Checks a file whose text has changed, in an editor or on the disk. */
  void change(Path path) {
    RuleSources.File file = texts.load(path);
    boolean isGone = texts.open().find(path).isEmpty() && !Files.exists(path);
    if (files.containsKey(path) && isGone) {
      list();
    } else if (files.containsKey(path)) {
      files.put(path, file);
      update();
    } else if (isNamedLikeRule(path) && !scope.whole() && belongs(path, file)) {
      list();
    }
  }

  /** Whether a file that was made or deleted may be, or have been, one of the rules. */
  boolean mayHave(Path path) {
    boolean near =
        scope.whole() ? path.startsWith(scope.folder()) : scope.folder().equals(path.getParent());
    return isNamedLikeRule(path) && (near || hasRule(path));
  }

  /** Whether the file could be a rule, by its name. */
  boolean isNamedLikeRule(Path path) {
    return RuleListing.isNamedLikeRule(path, options().formats());
  }

  /** Whether reports about other files than the changed ones may be out of date. */
  boolean isBehind() {
    return live.isBehind();
  }

  /** Brings the reports about all files up to date. */
  void catchUp() {
    live.catchUp();
    take();
  }

  /** The rules of a file as they would be with another text. */
  public List<CheckedRule> preview(Path path, String text) {
    return live.preview(RuleSources.File.of(texts.name(path), text));
  }

  private void update() {
    live.update(List.copyOf(files.values()));
    take();
  }

  private void take() {
    checked = live.checked();
    Map<Path, List<CheckedRule>> rules = new HashMap<>();
    for (CheckedRule rule : checked.rules()) {
      rules.computeIfAbsent(texts.path(rule.path()), any -> new ArrayList<>(1)).add(rule);
    }
    byPath = rules;
  }

  /** The reports about rules, and about the files that the project file names. */
  Map<Path, List<Diagnostic>> diagnostics() {
    Map<Path, List<Diagnostic>> all = new HashMap<>();
    files.keySet().forEach(path -> all.put(path, List.of()));
    byPath.forEach(
        (path, rules) ->
            all.put(path, rules.stream().flatMap(rule -> rule.diagnostics().stream()).toList()));
    settings.files().forEach(path -> all.put(path, new ArrayList<>()));
    for (Diagnostic diagnostic : settings.diagnostics()) {
      Path path = path(diagnostic);
      List<Diagnostic> more = new ArrayList<>(all.getOrDefault(path, List.of()));
      more.add(diagnostic);
      all.put(path, more);
    }
    return all;
  }

  /** The reports about a test file. */
  List<Diagnostic> testDiagnostics(Path test) {
    return TestChecks.check(test, texts.load(test), this);
  }

  /** The test file of a rule file, if it exists. */
  public Optional<Path> testOf(Path rule) {
    Path test = TestFile.ofRule(rule);
    return Files.isRegularFile(test) || texts.open().find(test).isPresent()
        ? Optional.of(test)
        : Optional.empty();
  }

  /** The rule file that a test file is about, whether or not it exists. */
  public Path ruleOf(Path test) {
    return TestFile.ruleOf(test, test.resolveSibling(""), options().formats());
  }
}
