package dev.sigrun.cli.web.report;

import dev.sigrun.runtime.json.JsonValues;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A report as one HTML file that opens anywhere: its data, script and styles are in it. Its policy
 * allows exactly that script and those styles and no connection at all, so texts of rules and
 * events cannot become code even if a browser took them for some.
 */
public final class HtmlReport {
  private static final String RESOURCES = "/dev/sigrun/cli/web/page/";

  private HtmlReport() {}

  /** The subject of a report. */
  public enum Kind {
    /** The alerts of a run. */
    RUN("run"),
    /** The tactics and techniques that rules cover. */
    COVERAGE("coverage");

    private final String word;

    Kind(String word) {
      this.word = word;
    }
  }

  /**
   * The file.
   *
   * @param title a line for people
   * @param data what is shown, as a tree of JSON values
   */
  public static String of(Kind kind, String title, Map<String, ? extends @Nullable Object> data) {
    String script = load("report.js");
    String style = load("report.css");
    Map<String, @Nullable Object> all = new LinkedHashMap<>();
    all.put("kind", kind.word);
    all.put("title", title);
    all.put("data", data);
    String policy =
        "default-src 'none'; script-src 'sha256-"
            + hash(script)
            + "'; style-src 'sha256-"
            + hash(style)
            + "'; base-uri 'none'; form-action 'none'; require-trusted-types-for 'script';"
            + " trusted-types 'none'";
    return """
        <!doctype html>
        <html lang="en">
        <head>
        <meta charset="utf-8">
        <meta http-equiv="Content-Security-Policy" content="%s">
        <meta name="viewport" content="width=device-width, initial-scale=1">
        <meta name="color-scheme" content="light dark">
        <meta name="referrer" content="no-referrer">
        <title>%s</title>
        <style>%s</style>
        </head>
        <body>
        <noscript><p>This report draws itself with the script that is in it, which is turned off here.</p></noscript>
        <main id="report"></main>
        <script type="application/json" id="data">%s</script>
        <script type="module">%s</script>
        </body>
        </html>
        """
        .formatted(policy, escape(title), style, json(all), script);
  }

  /** A text between tags. */
  static String escape(String text) {
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;");
  }

  /** JSON in a script element, which ends at the first that looks like an end tag. */
  private static String json(Map<String, @Nullable Object> data) {
    return JsonValues.write(data)
        .replace("&", "\\u0026")
        .replace("<", "\\u003c")
        .replace(">", "\\u003e");
  }

  private static String load(String name) {
    try (InputStream in =
        Objects.requireNonNull(HtmlReport.class.getResourceAsStream(RESOURCES + name), name)) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static String hash(String text) {
    try {
      MessageDigest digest = MessageDigest.getInstance("SHA-256");
      return Base64.getEncoder()
          .encodeToString(digest.digest(text.getBytes(StandardCharsets.UTF_8)));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("Every Java has it.", e);
    }
  }
}
