package dev.sigrun.compiler.ruleset;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sigrun.compiler.CompilerOptions;
import dev.sigrun.compiler.backend.java.GeneratedJava;
import dev.sigrun.compiler.backend.java.JavaBackend;
import dev.sigrun.compiler.backend.java.RuleJar;
import dev.sigrun.compiler.backend.java.javac.KeptClasses;
import dev.sigrun.compiler.backend.java.javac.MissingJavaCompilerException;
import dev.sigrun.compiler.diagnostic.DiagnosticSink;
import dev.sigrun.compiler.diagnostic.Severities;
import dev.sigrun.compiler.language.sigma.data.SigmaData;
import dev.sigrun.compiler.language.sigma.events.EventForm;
import dev.sigrun.compiler.language.sigma.pipeline.EventChoice;
import dev.sigrun.compiler.rule.RuleHead;
import dev.sigrun.compiler.schema.Schema;
import dev.sigrun.compiler.schema.UnknownFields;
import dev.sigrun.conventions.RuleText;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.TreeMap;
import java.util.function.Predicate;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Rules that are compiled after some of them changed, compared with all compiled as a whole. */
class IncrementalRulesTest {
  private static final CompilerOptions OPTIONS = CompilerOptions.defaults();

  private static final List<CompilerOptions> SETTINGS =
      List.of(
          OPTIONS,
          OPTIONS.withSeverities(Severities.DEFAULTS.with("EQL107=error")),
          new CompilerOptions(Schema.bundled(), UnknownFields.UNMAPPED),
          OPTIONS.withSigmaData(users("ann")),
          OPTIONS.withSigmaData(users("bob")));

  private static final JavaBackend BACKEND = JavaBackend.create(JavaBackend.Options.defaults());
  private static final int STEPS = Boolean.getBoolean("sigrun.long") ? 400 : 15;

  private static final String LOGON =
      """
      title: Failed Logon %1$s
      id: 5638e7e2-0000-4000-8000-00000000000%1$s
      name: failed_logon_%1$s
      status: test
      description: Finds failed logons.
      logsource:
        product: windows
        service: security
      detection:
        sel:
          EventID: 4625
          TargetUserName|re: 'a[b-d]+%2$s'
        condition: sel
      level: low
      """;

  private static final String CORRELATION =
      """
      title: Many Failed Logons
      id: 5638e7e2-0000-4000-8000-0000000000aa
      status: test
      description: Finds many failed logons.
      correlation:
        type: event_count
        rules:
          - %s
        group-by:
          - TargetUserName
        timespan: 5m
        condition:
          gte: 10
      level: high
      """;

  private static final String FILTER =
      """
      title: Known Accounts
      id: 5638e7e2-0000-4000-8000-0000000000bb
      description: Leaves accounts out.
      logsource:
        product: windows
        service: security
      filter:
        rules:
          - %s
        selection:
          TargetUserName: %s
        condition: selection
      """;

  private static final String EXCEPTION =
      """
      [[exception]]
      name = "the owner"
      expires = 2030-01-01
      %s
      when = [{ field = "user.name", is = "%s" }]
      """;

  /** Events with values of a placeholder. */
  private static SigmaData users(String value) {
    return EventChoice.of(List.of("windows"), List.of("users=" + value), path -> Optional.empty())
        .data(EventForm.WINDOWS, new DiagnosticSink());
  }

  /** Texts of a file of rules by Elastic. */
  private static String elastic(Random random) {
    // Some have the identity of a Sigma rule.
    String group = random.nextInt(4) == 0 ? "5638e7e2" : "00000000";
    String id = group + "-0000-4000-8000-00000000000" + random.nextInt(9);
    String name = "Rule " + (random.nextInt(4) == 0 ? "x" : id.substring(35));
    String value = "u" + random.nextInt(3);
    return switch (random.nextInt(12)) {
      case 0 -> RuleText.of(id, name, "eql", "any where length(host.name) == " + value.charAt(1));
      case 1 -> RuleText.of(id, name, "eql", "any where user.name : \"" + value + "*\"");
      case 2 ->
          RuleText.of(
              id,
              name,
              "eql",
              "sequence [any where user.name == \"%s\"] [any where true]".formatted(value));
      case 3 -> RuleText.of(id, name, "kuery", "user.name: " + value + " and not process.pid > 4");
      case 4 -> RuleText.of(id, name, "eql", "any where user.nmae == \"" + value + "\"");
      case 5 -> RuleText.of(id, name, "eql", "any where user.name == ");
      case 6 -> RuleText.of(id, name, "eql", "any where true | head 3");
      case 7 ->
          RuleText.of(id, name, "eql", "any where source.ip == \"10.0.0." + value.charAt(1) + "\"");
      case 8 ->
          "# sigrun:ignore EQL121, SCH001\n"
              + RuleText.of(id, name, "eql", "any where user.nmae == \"" + value + "\"");
      case 9 -> RuleText.of(id, name, "kuery", "user.name: (\"\\u00e4" + value + "\" or b)");
      case 10 ->
          RuleText.of(id, name, "eql", "any where process.args regex \"a[xy]" + value + "\"");
      default -> "nothing = \"of a rule\"";
    };
  }

  private static void change(Map<String, String> files, Random random, boolean sigma) {
    int which = random.nextInt(8);
    String file = (random.nextInt(3) == 0 ? "more/" : "") + "r" + which;
    int kind = random.nextInt(12);
    if (kind == 0) {
      files.keySet().removeIf(path -> path.contains("r" + which));
    } else if (kind == 1 && files.containsKey(file + ".toml")) {
      files.put("moved/r" + which + ".toml", files.remove(file + ".toml") + "");
    } else if (kind == 2) {
      files.put(
          "r" + which + ".exceptions.toml",
          EXCEPTION.formatted(
              switch (random.nextInt(3)) {
                case 0 -> "";
                case 1 -> "all = true";
                default ->
                    "rules = ['5638e7e2-0000-4000-8000-00000000000" + random.nextInt(3) + "']";
              },
              "u" + random.nextInt(3)));
    } else if (kind == 3) {
      files.keySet().removeIf(path -> path.contains("exceptions") || path.contains("zz"));
    } else if (kind < 7 && sigma) {
      String name = "failed_logon_" + random.nextInt(3);
      switch (random.nextInt(5)) {
        case 0 -> files.put("zz_c.yml", CORRELATION.formatted(name));
        case 1 -> files.put("zz_f.yml", FILTER.formatted(name, "u" + random.nextInt(3)));
        default ->
            files.put("s" + which % 3 + ".yml", LOGON.formatted(which % 3, random.nextInt(3)));
      }
    } else {
      files.put(file + ".toml", elastic(random));
    }
  }

  /** Whole sets take the classes of unchanged sources from here, so that the test is fast. */
  private static final class Classes implements KeptClasses {
    private final Map<String, Map<String, byte[]>> kept = new HashMap<>();

    @Override
    public Map<String, byte[]> find(String digest) {
      return kept.getOrDefault(digest, Map.of());
    }

    @Override
    public void keep(String digest, Map<String, byte[]> classes) {
      kept.put(digest, classes);
    }
  }

  private static RuleSources sources(Map<String, String> files) {
    List<RuleSources.File> all = new ArrayList<>();
    files.forEach((path, text) -> all.add(RuleSources.File.of(path, text)));
    return new RuleSources(all, List.of());
  }

  private static IncrementalRules incremental(RuleSources sources, Optional<KeptBuild> earlier) {
    return incremental(sources, OPTIONS, earlier);
  }

  private static IncrementalRules incremental(
      RuleSources sources, CompilerOptions options, Optional<KeptBuild> earlier) {
    String settings = SETTINGS.indexOf(options) + "";
    return IncrementalRules.compile(
        sources, sources.keys(settings), options, BACKEND, earlier, CompileProgress.NONE);
  }

  /** Compiles in both ways, and returns what is kept. */
  private static Optional<KeptBuild> compareWithWhole(
      RuleSources sources,
      CompilerOptions options,
      Optional<KeptBuild> earlier,
      Predicate<RuleHead> chosen,
      Classes classes)
      throws MissingJavaCompilerException {
    CheckedRules whole = CheckedRules.compile(sources, options, CompileProgress.NONE);
    IncrementalRules rules = incremental(sources, options, earlier);

    assertThat(rules.report().diagnostics()).isEqualTo(whole.diagnostics());
    assertThat(rules.report().diagnostics().toString()).isEqualTo(whole.diagnostics().toString());
    assertThat(rules.report().summary()).isEqualTo(whole.summary());
    assertThat(rules.report().hasFailures()).isEqualTo(whole.hasFailures());
    GeneratedJava java =
        BACKEND.emit(
            whole.analyzed().stream().filter(rule -> chosen.test(rule.rule().head())).toList());
    RunnableJar jar = rules.choose(chosen);
    assertThat(jar.refusals()).isEqualTo(java.refusals());
    assertThat(jar.isEmpty()).isEqualTo(java.sources().size() == 1);
    if (jar.isEmpty()) {
      return earlier;
    }
    RunnableJar.Built built = jar.build(KeptClasses.NONE);
    byte[] all = RuleJar.compile(java, classes).toBytes();
    assertThat(built.jar().bytes()).isEqualTo(all);
    return Optional.of(KeptBuild.of(built.records(), built.jar().bytes()));
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void everythingIsTheSameAfterAnyChanges(boolean sigma) throws Exception {
    Random random = new Random(sigma ? 1 : 2);
    Map<String, String> files = new TreeMap<>();
    Optional<KeptBuild> earlier = Optional.empty();
    Classes classes = new Classes();
    for (int step = 0; step < STEPS; step++) {
      for (int i = random.nextInt(4); i >= 0; i--) {
        change(files, random, sigma);
      }
      String without = random.nextInt(4) == 0 ? "Rule 3" : "none";
      earlier =
          compareWithWhole(
              sources(files), OPTIONS, earlier, rule -> !rule.name().equals(without), classes);
    }
    assertThat(earlier).isPresent();
  }

  /** What was kept under other settings, of the project or of placeholders, is not used. */
  @Test
  void everythingIsTheSameAfterOtherSettings() throws Exception {
    Random random = new Random(4);
    Map<String, String> files = new TreeMap<>();
    Classes classes = new Classes();
    Optional<KeptBuild> earlier = Optional.empty();
    for (int step = 0; step < STEPS; step++) {
      change(files, random, true);
      files.put("r1.toml", RuleText.of("own", "Own", "eql", "any where user.nmae == \"x\""));
      files.put("p.yml", LOGON.formatted(7, "").replace("|re: 'a[b-d]+'", "|expand: '%users%'"));
      for (int i = random.nextInt(3); i >= 0; i--) {
        CompilerOptions options = SETTINGS.get(random.nextInt(SETTINGS.size()));
        earlier = compareWithWhole(sources(files), options, earlier, rule -> true, classes);
      }
    }
    assertThat(earlier).isPresent();
  }

  private static KeptBuild build(Map<String, String> files) throws MissingJavaCompilerException {
    RunnableJar.Built built =
        incremental(sources(files), Optional.empty()).choose(rule -> true).build(KeptClasses.NONE);
    return KeptBuild.of(built.records(), built.jar().bytes());
  }

  private static List<String> compiledAgain(Map<String, String> files, KeptBuild earlier) {
    return incremental(sources(files), Optional.of(earlier)).files().stream()
        .filter(file -> file.source().read().isPresent())
        .map(file -> file.source().file().path())
        .toList();
  }

  @Test
  void onlyWhatChangedIsCompiled() throws Exception {
    Map<String, String> files = new TreeMap<>();
    for (int i = 0; i < 4; i++) {
      String id = "00000000-0000-4000-8000-00000000000" + i;
      files.put(
          "r" + i + ".toml", RuleText.of(id, "Rule " + i, "eql", "any where process.pid == 1"));
      files.put("s" + i + ".yml", LOGON.formatted(i, i));
    }
    KeptBuild plain = build(files);
    assertThat(compiledAgain(files, plain)).isEmpty();
    String changed = files.put("r1.toml", files.get("r1.toml") + "\n");
    assertThat(compiledAgain(files, plain)).containsExactly("r1.toml");
    files.put("r1.toml", changed);
    files.remove("s3.yml");
    assertThat(compiledAgain(files, plain)).isEmpty();

    // Exceptions may be about any rule.
    files.put("r2.exceptions.toml", EXCEPTION.formatted("", "ann"));
    assertThat(compiledAgain(files, plain)).hasSize(8);
    KeptBuild withExceptions = build(files);
    assertThat(compiledAgain(files, withExceptions)).containsExactly("r2.exceptions.toml");
    files.put("r1.toml", files.get("r1.toml") + "\n");
    assertThat(compiledAgain(files, withExceptions))
        .containsExactly("r1.toml", "r2.exceptions.toml");
    files.put("r2.exceptions.toml", EXCEPTION.formatted("", "bob"));
    assertThat(compiledAgain(files, withExceptions)).hasSize(8);

    // Correlations and filters may be about any rule of Sigma.
    files.remove("r2.exceptions.toml");
    files.put("c.yml", CORRELATION.formatted("failed_logon_1"));
    assertThat(compiledAgain(files, plain))
        .containsExactly("c.yml", "r1.toml", "s0.yml", "s1.yml", "s2.yml");
    KeptBuild withCorrelation = build(files);
    assertThat(compiledAgain(files, withCorrelation))
        .containsExactly("c.yml", "s0.yml", "s1.yml", "s2.yml");
    files.remove("c.yml");
    assertThat(compiledAgain(files, withCorrelation)).containsExactly("s0.yml", "s1.yml", "s2.yml");
  }

  /** Damaged bytes are found by their digests; this is about what happens if they were not. */
  @Test
  void damagedRecordsAreRefusedOrDoNotHurt() throws Exception {
    Map<String, String> files = new TreeMap<>();
    Random random = new Random(3);
    for (int i = 0; i < 8; i++) {
      files.put("r" + i + ".toml", elastic(random));
      files.put("s" + i % 3 + ".yml", LOGON.formatted(i % 3, i));
    }
    RunnableJar.Built built =
        incremental(sources(files), Optional.empty()).choose(rule -> true).build(KeptClasses.NONE);
    RuleSources sources = sources(files);
    for (int step = 0; step < 500; step++) {
      byte[] records = built.records().clone();
      byte[] jar = built.jar().bytes().clone();
      records[random.nextInt(records.length)] = (byte) random.nextInt(256);
      int place = jar.length - 1 - random.nextInt(step % 2 == 0 ? 22 : jar.length - 1);
      jar[place] = (byte) random.nextInt(256);
      Optional<KeptBuild> earlier;
      try {
        earlier = Optional.of(KeptBuild.of(records, jar));
      } catch (IllegalArgumentException e) {
        continue;
      }
      assertThat(incremental(sources, earlier).report().rules()).hasSizeGreaterThan(8);
    }
  }
}
