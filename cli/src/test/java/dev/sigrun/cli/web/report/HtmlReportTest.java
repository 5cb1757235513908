package dev.sigrun.cli.web.report;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sigrun.cli.run.TimeHistogram;
import dev.sigrun.runtime.json.JsonFormatException;
import dev.sigrun.runtime.json.JsonValues;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** A report is one file that runs nothing but its own script, whatever the texts in it are. */
class HtmlReportTest {
  private static final List<String> HOSTILE =
      List.of(
          "</script><script>alert(1)</script>",
          "<!--<script>",
          "]]></title><img src=x onerror=alert(1)>",
          "\u2028\u2029\u0000\\u003c",
          "&lt;b&gt; \"quoted\" 'single' `tick` ${x}",
          "%s %d %n");

  private static String report(String text) {
    return HtmlReport.of(
        HtmlReport.Kind.RUN, text, Map.of("rows", List.of(Map.of("name", text)), text, 1));
  }

  @Test
  void textsStayTexts() throws JsonFormatException {
    for (String text : HOSTILE) {
      String html = report(text);

      assertThat(count(html, "<script")).as(text).isEqualTo(2);
      assertThat(count(html, "</script")).isEqualTo(2);
      assertThat(count(html, "<img")).isZero();
      assertThat(count(html, "</title>")).isEqualTo(1);
      Matcher data =
          Pattern.compile(
                  "<script type=\"application/json\" id=\"data\">(.*?)</script>", Pattern.DOTALL)
              .matcher(html);
      assertThat(data.find()).isTrue();
      assertThat(String.valueOf(JsonValues.read(data.group(1))))
          .contains("title=" + text, "name=" + text);
    }
  }

  @Test
  void onlyItsOwnScriptAndStylesAreAllowed() throws NoSuchAlgorithmException {
    String html = report("Alerts");

    assertThat(html).contains("default-src 'none'", "base-uri 'none'", "form-action 'none'");
    // The only address is the name of the language of drawings.
    assertThat(html.replace("http://www.w3.org/2000/svg", ""))
        .doesNotContain("unsafe-", "http://", "https://", "src=\"", "@import", "url(");
    for (String tag : List.of("script type=\"module\"", "style")) {
      String end = tag.replaceAll(" .*", "");
      String content =
          html.substring(
              html.indexOf("<" + tag + ">") + tag.length() + 2,
              html.indexOf("</" + end + ">", html.indexOf("<" + tag + ">")));
      byte[] digest =
          MessageDigest.getInstance("SHA-256").digest(content.getBytes(StandardCharsets.UTF_8));
      assertThat(html).contains("'sha256-" + Base64.getEncoder().encodeToString(digest) + "'");
    }
  }

  private static int count(String text, String part) {
    return text.split(Pattern.quote(part), -1).length - 1;
  }

  @Test
  void intervalsGrowUntilAllFits() {
    TimeHistogram histogram = new TimeHistogram(120);
    for (int day = 0; day < 400; day++) {
      histogram.add(day * 86_400_000L, "high");
    }

    Map<String, ?> json = histogram.json();

    assertThat(json.get("step")).isEqualTo(604_800_000L);
    assertThat((List<?>) json.get("intervals")).hasSizeBetween(57, 59);
    assertThat(json.toString()).contains("high=7");
  }
}
