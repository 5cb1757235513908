package dev.sigrun.compiler.index;

import dev.sigrun.runtime.pattern.CaseFolding;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.ToDoubleFunction;

/**
 * Estimates how often fields, values and pieces of text occur in events. Only speed depends on it:
 * rules are filed under unlikely tests. Immutable, as long as its sample is left alone.
 */
public final class Selectivity {
  /** By the start of a field's name, the longest that fits. */
  private static final Map<String, Double> PRESENCE =
      Map.ofEntries(
          Map.entry("event.", 0.95),
          Map.entry("host.", 0.9),
          Map.entry("data_stream.", 0.9),
          Map.entry("agent.", 0.9),
          Map.entry("user.", 0.6),
          Map.entry("process.", 0.2),
          Map.entry("process.name", 0.7),
          Map.entry("process.executable", 0.7),
          Map.entry("process.pid", 0.7),
          Map.entry("process.entity_id", 0.7),
          Map.entry("process.args", 0.35),
          Map.entry("process.command_line", 0.35),
          Map.entry("process.code_signature.", 0.4),
          Map.entry("process.parent.", 0.3),
          Map.entry("process.parent.name", 0.4),
          Map.entry("process.parent.executable", 0.4),
          Map.entry("file.", 0.25),
          Map.entry("registry.", 0.1),
          Map.entry("dll.", 0.1),
          Map.entry("dns.", 0.08),
          Map.entry("source.", 0.25),
          Map.entry("destination.", 0.25),
          Map.entry("network.", 0.25),
          Map.entry("winlog.", 0.1));

  private static final double OTHER_PRESENCE = 0.03;

  /** Names of programs that run everywhere, and other values that many events have. */
  private static final Set<String> COMMON_VALUES =
      Set.of(
          "powershell.exe",
          "cmd.exe",
          "svchost.exe",
          "explorer.exe",
          "rundll32.exe",
          "services.exe",
          "msiexec.exe",
          "conhost.exe",
          "chrome.exe",
          "msedge.exe",
          "regsvr32.exe",
          "wmiprvse.exe",
          "taskhostw.exe",
          "lsass.exe",
          "system",
          "bash",
          "sh",
          "dash",
          "zsh",
          "python",
          "python3",
          "sudo",
          "systemd",
          "cron",
          "sshd",
          "curl",
          "node",
          "java",
          "launchd",
          "root",
          "s-1-5-18",
          "0",
          "-c",
          "/c",
          "exe",
          "dll",
          "tcp",
          "udp",
          "true",
          "false",
          "");

  /** Texts that many paths and command lines hold. */
  private static final List<String> COMMON_TEXTS =
      List.of(
          "c:\\windows\\system32\\",
          "c:\\windows\\syswow64\\",
          "c:\\windows\\microsoft.net\\",
          "c:\\program files\\",
          "c:\\program files (x86)\\",
          "c:\\programdata\\",
          "c:\\users\\",
          "\\appdata\\local\\temp\\",
          "\\appdata\\roaming\\microsoft\\",
          ".exe",
          ".dll",
          ".com",
          "/usr/bin/",
          "/usr/sbin/",
          "/usr/local/bin/",
          "/usr/lib/",
          "/bin/",
          "/sbin/",
          "/home/",
          "/opt/",
          "/var/lib/",
          "/var/log/",
          "/tmp/",
          "/etc/",
          "http://",
          "https://",
          "hkey_users\\",
          "hklm\\",
          "hkey_local_machine\\",
          "\\registry\\machine\\software\\",
          "\\software\\microsoft\\windows nt\\currentversion\\",
          "\\registry\\user\\",
          "\\software\\microsoft\\windows\\currentversion\\",
          "\\device\\harddiskvolume",
          "/applications/",
          "/library/",
          "powershell",
          "windows",
          "microsoft",
          "hklm\\software\\",
          "\\registry\\machine\\system\\",
          "currentcontrolset");

  private static final double COMMON_VALUE = 0.05;
  private static final double RARE_VALUE = 0.001;
  private static final double COMMON_TEXT = 0.3;
  private static final double RARE_TEXT = 0.01;
  private static final int SHORT = 4;
  private static final int LONG = 20;

  /** By this factor a text is less likely with each further character. */
  private static final double SHRINKING = 0.7;

  /** The weight of the estimates without a sample, as a number of sample events. */
  private static final double WEIGHT_OF_KNOWLEDGE = 50;

  private final EventSample sample;

  private Selectivity(EventSample sample) {
    this.sample = sample;
  }

  /** Estimates for the events that security products send. */
  public static Selectivity builtIn() {
    return new Selectivity(new EventSample());
  }

  /** The same, corrected by what some events really hold. */
  public static Selectivity of(EventSample sample) {
    return new Selectivity(sample);
  }

  /** The likelihood that an event has a value at one of the paths. */
  double presence(List<String> paths) {
    return sum(paths, path -> corrected(knownPresence(path), sample.countOf(path)));
  }

  /** It is as if no event had a value at two of them, which is nearly so. */
  private static double sum(List<String> paths, ToDoubleFunction<String> likelihood) {
    return Math.min(1, paths.stream().mapToDouble(likelihood).sum());
  }

  private static double knownPresence(String path) {
    double presence = OTHER_PRESENCE;
    int longest = 0;
    for (Map.Entry<String, Double> each : PRESENCE.entrySet()) {
      if (each.getKey().length() > longest && path.startsWith(each.getKey())) {
        presence = each.getValue();
        longest = each.getKey().length();
      }
    }
    return presence;
  }

  private double corrected(double known, int count) {
    return (count + known * WEIGHT_OF_KNOWLEDGE) / (sample.size() + WEIGHT_OF_KNOWLEDGE);
  }

  /** The likelihood that an event has the value, in folded form, at one of the paths. */
  double value(List<String> paths, String folded) {
    double likelihood =
        COMMON_VALUES.contains(folded)
            ? COMMON_VALUE
            : folded.length() < SHORT ? RARE_VALUE * 5 : RARE_VALUE;
    return sum(
        paths, path -> corrected(knownPresence(path) * likelihood, sample.countOf(path, folded)));
  }

  /** The likelihood that a value at one of the paths contains the text. */
  double text(List<String> paths, String text) {
    String folded = CaseFolding.fold(text);
    boolean common = COMMON_TEXTS.stream().anyMatch(each -> each.contains(folded));
    double rare = RARE_TEXT * Math.pow(SHRINKING, Math.min(folded.length(), LONG) - SHORT);
    double likelihood = common ? COMMON_TEXT : Math.min(rare, COMMON_TEXT);
    return sum(
        paths,
        path -> corrected(knownPresence(path) * likelihood, sample.countHolding(path, folded)));
  }
}
