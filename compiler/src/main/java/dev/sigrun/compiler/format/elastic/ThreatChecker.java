package dev.sigrun.compiler.format.elastic;

import static java.util.Map.entry;

import dev.sigrun.compiler.diagnostic.DiagnosticKind;
import dev.sigrun.compiler.diagnostic.DiagnosticSink;
import dev.sigrun.compiler.diagnostic.DidYouMean;
import dev.sigrun.compiler.diagnostic.Suggestions;
import dev.sigrun.compiler.document.DataValue;
import dev.sigrun.compiler.source.Origin;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Reports tactics and techniques that contradict themselves. Which techniques exist and to which
 * tactics they belong changes with each release of a framework and is not checked.
 */
final class ThreatChecker {
  private static final DiagnosticKind BAD_ID =
      DiagnosticKind.convention("RUL027", "Identity '%s' of a %s must look like '%s'.");
  private static final DiagnosticKind OTHER_TACTIC =
      DiagnosticKind.convention("RUL028", "Tactic %s is named '%s', not '%s'.%s");
  private static final DiagnosticKind OTHER_REFERENCE =
      DiagnosticKind.convention("RUL029", "Reference '%s' does not belong to %s. Write '%s'.");
  private static final DiagnosticKind OTHER_PARENT =
      DiagnosticKind.convention("RUL030", "Sub-technique %s does not belong to technique %s.");
  private static final DiagnosticKind REPEATED_TACTIC =
      DiagnosticKind.convention(
          "RUL031", "Tactic %s is listed twice. List its techniques under the first.");
  private static final DiagnosticKind UNKNOWN_TACTIC =
      DiagnosticKind.warning("RUL057", "Unknown tactic '%s'.%s");

  private static final DiagnosticKind UNKNOWN_FRAMEWORK =
      DiagnosticKind.convention(
          "RUL082", "Unknown framework '%s'.%s Its tactics and techniques are not checked.");

  /** The tactics of ATT&amp;CK for enterprises, by identity. */
  private static final Map<String, String> TACTICS =
      Map.ofEntries(
          entry("TA0043", "Reconnaissance"),
          entry("TA0042", "Resource Development"),
          entry("TA0001", "Initial Access"),
          entry("TA0002", "Execution"),
          entry("TA0003", "Persistence"),
          entry("TA0004", "Privilege Escalation"),
          entry("TA0005", "Defense Evasion"),
          entry("TA0006", "Credential Access"),
          entry("TA0007", "Discovery"),
          entry("TA0008", "Lateral Movement"),
          entry("TA0009", "Collection"),
          entry("TA0011", "Command and Control"),
          entry("TA0010", "Exfiltration"),
          entry("TA0040", "Impact"));

  /** The way in which a framework writes identities and addresses. */
  private enum Framework {
    ATTACK("MITRE ATT&CK", "", "https://attack.mitre.org/"),
    ATLAS("MITRE ATLAS", "AML.", "https://atlas.mitre.org/");

    private final String title;
    private final String prefix;
    private final String site;

    Framework(String title, String prefix, String site) {
      this.title = title;
      this.prefix = prefix;
      this.site = site;
    }

    static Optional<Framework> called(String title) {
      return Stream.of(values()).filter(framework -> framework.title.equals(title)).findFirst();
    }

    static List<String> titles() {
      return Stream.of(values()).map(framework -> framework.title).toList();
    }

    /** The address of a tactic or technique. Only ATT&amp;CK has sub-techniques in folders. */
    private String address(Kind kind, String id) {
      return this == ATTACK
          ? site + kind.folder + id.replace('.', '/') + "/"
          : site + kind.folder + id;
    }
  }

  /** An element with an identity. */
  private enum Kind {
    TACTIC("tactic", "tactics/", "TA0001", "TA[0-9]{4}"),
    TECHNIQUE("technique", "techniques/", "T1059", "T[0-9]{4}"),
    SUBTECHNIQUE("sub-technique", "techniques/", "T1059.001", "T[0-9]{4}\\.[0-9]{3}");

    private final String noun;
    private final String folder;
    private final String example;
    private final Pattern form;

    Kind(String noun, String folder, String example, String form) {
      this.noun = noun;
      this.folder = folder;
      this.example = example;
      this.form = Pattern.compile(form);
    }
  }

  private final DiagnosticSink sink;
  private final Set<String> tactics = new HashSet<>();

  private ThreatChecker(DiagnosticSink sink) {
    this.sink = sink;
  }

  /** Checks the {@code threat} tables of a rule whose keys look as they must. */
  static void check(DataValue.Table rule, DiagnosticSink sink) {
    ThreatChecker checker = new ThreatChecker(sink);
    new RuleKeys(rule).tables("threat").forEach(checker::checkThreat);
  }

  private void checkThreat(RuleKeys threat) {
    String title = threat.text("framework");
    Optional<Framework> known = Framework.called(title);
    if (known.isEmpty()) {
      DidYouMean hint = Suggestions.didYouMean(title, Framework.titles());
      report(UNKNOWN_FRAMEWORK, threat.origin("framework"), title, hint);
      return;
    }
    Framework framework = known.get();
    RuleKeys tactic = threat.keys("tactic");
    if (checkItem(framework, Kind.TACTIC, tactic)) {
      checkTactic(framework, tactic);
    }
    for (RuleKeys technique : threat.tables("technique")) {
      checkItem(framework, Kind.TECHNIQUE, technique);
      String id = technique.text("id");
      for (RuleKeys sub : technique.tables("subtechnique")) {
        boolean wellFormed = checkItem(framework, Kind.SUBTECHNIQUE, sub);
        if (wellFormed && !sub.text("id").startsWith(id + ".")) {
          report(OTHER_PARENT, sub.origin("id"), sub.text("id"), id);
        }
      }
    }
  }

  /** Checks identity and reference; says whether the identity has the right form. */
  private boolean checkItem(Framework framework, Kind kind, RuleKeys item) {
    String id = item.text("id");
    boolean wellFormed =
        id.startsWith(framework.prefix)
            && kind.form.matcher(id.substring(framework.prefix.length())).matches();
    if (!wellFormed) {
      report(BAD_ID, item.origin("id"), id, kind.noun, framework.prefix + kind.example);
      return false;
    }
    String address = framework.address(kind, id);
    String reference = item.text("reference", address);
    if (!withoutSlash(reference).equals(withoutSlash(address))) {
      report(OTHER_REFERENCE, item.origin("reference"), reference, id, address);
    }
    return true;
  }

  private void checkTactic(Framework framework, RuleKeys tactic) {
    String id = tactic.text("id");
    String name = tactic.text("name");
    if (!tactics.add(id)) {
      report(REPEATED_TACTIC, tactic.origin("id"), id);
    }
    if (framework != Framework.ATTACK) {
      return;
    }
    String known = TACTICS.get(id);
    Optional<String> namesake =
        TACTICS.entrySet().stream()
            .filter(other -> other.getValue().equals(name))
            .map(Map.Entry::getKey)
            .findFirst();
    if (known != null && !known.equals(name)) {
      String hint = namesake.map(other -> " That is " + other + ".").orElse("");
      report(OTHER_TACTIC, tactic.origin("name"), id, known, name, hint);
    } else if (known == null) {
      Object hint =
          namesake
              .<Object>map(other -> " '" + name + "' is " + other + ".")
              .orElseGet(() -> Suggestions.didYouMean(id, TACTICS.keySet()));
      report(UNKNOWN_TACTIC, tactic.origin("id"), id, hint);
    }
  }

  private static String withoutSlash(String address) {
    return address.endsWith("/") ? address.substring(0, address.length() - 1) : address;
  }

  private void report(DiagnosticKind kind, Origin origin, Object... arguments) {
    sink.report(kind, origin.source(), origin.span(), arguments);
  }
}
