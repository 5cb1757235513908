package dev.sigrun.compiler.document;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import dev.sigrun.compiler.diagnostic.DiagnosticSink;
import dev.sigrun.compiler.source.SourceText;
import dev.sigrun.conventions.SharedFiles;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.tomlj.Toml;
import org.tomlj.TomlArray;
import org.tomlj.TomlParseResult;
import org.tomlj.TomlTable;
import org.tomlj.TomlVersion;

class TomlReaderTest {
  private static final Pattern HALF_CHARACTER = Pattern.compile("\\p{Cs}");

  static Stream<Arguments> documents() {
    return Stream.of(
        arguments("", Map.of()),
        arguments("\ufeffa = 1", Map.of("a", 1L)),
        arguments("# comment\n\n a = 1 # more\r\nb = 2\n", Map.of("a", 1L, "b", 2L)),
        arguments(
            "a = [0x1F, 0o17, 0b11, -1_000, +0]", Map.of("a", List.of(31L, 15L, 3L, -1000L, 0L))),
        arguments("a = [1.5, -1e3, 1_0.2_5E-1]", Map.of("a", List.of(1.5, -1000.0, 1.025))),
        arguments(
            "a = [inf, -inf]",
            Map.of("a", List.of(Double.POSITIVE_INFINITY, Double.NEGATIVE_INFINITY))),
        arguments("a = [true, false]", Map.of("a", List.of(true, false))),
        arguments(
            "a = [1979-05-27, 07:32:00.5, 1979-05-27 07:32:00Z]",
            Map.of("a", List.of("1979-05-27", "07:32:00.5", "1979-05-27 07:32:00Z"))),
        arguments(
            "a = 1979-05-27T00:32:00.9-07:00 # x", Map.of("a", "1979-05-27T00:32:00.9-07:00")),
        arguments("a = 'C:\\n'", Map.of("a", "C:\\n")),
        arguments(
            "a = \"\\b\\t\\n\\f\\r\\\"\\\\\\u00e9\\U0001F600\"",
            Map.of("a", "\b\t\n\f\r\"\\\u00e9\ud83d\ude00")),
        arguments("a = '''\nx\r\ny'''", Map.of("a", "x\ny")),
        arguments("a = \"\"\"\r\nx \\  \r\n\n   y\\\n\"\"\"", Map.of("a", "x y")),
        arguments("a = ''''''''", Map.of("a", "''")),
        arguments("a = \"\"\"\"x\"\"\"\"\"", Map.of("a", "\"x\"\"")),
        arguments("a = ''\nb = \"\"", Map.of("a", "", "b", "")),
        arguments("a = [\n1, # x\n2,\n]", Map.of("a", List.of(1L, 2L))),
        arguments(
            "a = { b = 1, c.d = 'x', e = {} }",
            Map.of("a", Map.of("b", 1L, "c", Map.of("d", "x"), "e", Map.of()))),
        arguments("\"a.b\" = 1\n'c' . d = 2", Map.of("a.b", 1L, "c", Map.of("d", 2L))),
        arguments("[a.b]\nx = 1\n[a]\ny = 2", Map.of("a", Map.of("b", Map.of("x", 1L), "y", 2L))),
        arguments(
            "[[a]]\nx = 1\n[a.b]\ny = 2\n[[a]]\n",
            Map.of("a", List.of(Map.of("x", 1L, "b", Map.of("y", 2L)), Map.of()))),
        arguments(
            "[a]\nb.c = 1\n[a.b.d]\n", Map.of("a", Map.of("b", Map.of("c", 1L, "d", Map.of())))),
        arguments("1 = 2\n-_ = 3", Map.of("1", 2L, "-_", 3L)));
  }

  @ParameterizedTest
  @MethodSource("documents")
  void readsWhatTomlAllows(String toml, Map<String, Object> expected) {
    DiagnosticSink sink = new DiagnosticSink();
    Optional<DataValue.Table> table = TomlReader.read(SourceText.of("x.toml", toml), sink);
    assertThat(Diagnosed.all(sink)).isEmpty();
    assertThat(table.orElseThrow().plain()).isEqualTo(expected);
  }

  static Stream<Arguments> mistakes() {
    return Stream.of(
        arguments("a", "1:2 TOML001 Expected '=' after the key, found the end of the file."),
        arguments("a: 1", "1:2 TOML001 Expected '=' after the key, found ':'."),
        arguments("a b = 1", "1:3 TOML001 Expected '=' after the key, found 'b'."),
        arguments("a =\nb = 1", "1:4 TOML001 Expected a value, found the end of the line."),
        arguments("a =\r\nb = 1", "1:4 TOML001 Expected a value, found the end of the line."),
        arguments("= 1", "1:1 TOML001 Expected a key, found '='."),
        arguments("[a..b]", "1:4 TOML001 Expected a key, found '.'."),
        arguments("[]", "1:2 TOML001 Expected a key, found ']'."),
        arguments("a = 1 b = 2", "1:7 TOML001 Expected the end of the line, found 'b'."),
        arguments("a = 'it's'", "1:9 TOML001 Expected the end of the line, found 's'."),
        arguments("[a\nb = 1", "1:3 TOML001 Expected ']', found the end of the line."),
        arguments("[[a]\n", "1:4 TOML001 Expected ']]', found ']'."),
        arguments("a = [1 2]", "1:8 TOML001 Expected ',' or ']', found '2'."),
        arguments(
            "\na = [1,\n\n2\nb = 2\n",
            "4:2 TOML001 Expected ',' or ']' in the list opened on line 2, found the end of"
                + " the line."),
        arguments("a = [1,,2]", "1:8 TOML001 Expected a value, found ','."),
        arguments("a = {b = 1,}", "1:11 TOML001 Expected '}', found ','."),
        arguments("a = {b = 1 c = 2}", "1:12 TOML001 Expected ',' or '}', found 'c'."),
        arguments("a = \ud83d\ude00", "1:5 TOML001 Expected a value, found '\ud83d\ude00'."),
        arguments("'''a''' = 1", "1:3 TOML001 Expected '=' after the key, found '''."),
        arguments(
            "a = 'x\u0000'",
            "1:7 TOML002 Control character U+0000. Remove it, or write \"\\u0000\" in a string."),
        arguments(
            "# \r",
            "1:3 TOML002 Control character U+000D. Remove it, or write \"\\u000D\" in a string."),
        arguments(
            "a = 'x\nb = 1", "1:7 TOML003 String is not closed at the end of the line. Add '."),
        arguments("\na = '''x\n", "2:5 TOML003 String is not closed. Add '''."),
        arguments(
            "a = \"C:\\Windows\"",
            "1:8 TOML004 Unknown escape '\\W'. Write '\\\\' for a backslash, or put the text"
                + " between single quotes, where backslashes need no escape."),
        arguments(
            "a = \"\\ud800\"",
            "1:6 TOML004 Unknown escape '\\ud800'. Write '\\\\' for a backslash, or put the"
                + " text between single quotes, where backslashes need no escape."),
        arguments(
            "a = '\ud83d\ude00'\nb = [\"\ud83d\ude00\", \"\\ \"]",
            "2:13 TOML004 Unknown escape '\\'. Write '\\\\' for a backslash, or put the text"
                + " between single quotes, where backslashes need no escape."),
        arguments("a = yes", "1:5 TOML005 Expected a value, found 'yes'. Put strings in quotes."),
        arguments(
            "a = 01",
            "1:5 TOML006 Number '01' cannot be read. Put strings and versions in quotes."),
        arguments(
            "a = 8.3.0",
            "1:5 TOML006 Number '8.3.0' cannot be read. Put strings and versions in quotes."),
        arguments(
            "a = 1__0",
            "1:5 TOML006 Number '1__0' cannot be read. '_' must be between two digits."),
        arguments(
            "a = 9223372036854775808",
            "1:5 TOML006 Number '9223372036854775808' cannot be read. Integers have 64 bits."),
        arguments("a = 2020-13-01", "1:5 TOML007 Date or time '2020-13-01' does not exist."),
        arguments("a = 25:00:00", "1:5 TOML007 Date or time '25:00:00' does not exist."),
        arguments(
            "a = 2020-01-01 25:00:00",
            "1:5 TOML007 Date or time '2020-01-01 25:00:00' does not exist."),
        arguments(
            "a = 1\n\n# x\na = 2\n",
            "4:1 TOML008 Key 'a' is already defined on line 1. Remove one of the two."),
        arguments(
            "\n[a]\n[ a ]",
            "3:3 TOML008 Key 'a' is already defined on line 2. Remove one of the two."),
        arguments(
            "[[a]]\n[a]",
            "2:2 TOML008 Key 'a' is already defined on line 1. Remove one of the two."),
        arguments(
            "a = []\n[[a]]",
            "2:3 TOML008 Key 'a' is already defined on line 1. Remove one of the two."),
        arguments(
            "[a]\nb.c = 1\n[a.b]",
            "3:2 TOML008 Key 'a.b' is already defined on line 2. Remove one of the two."),
        arguments(
            "[a.b.c]\n[a]\nb.x = 1",
            "3:1 TOML009 Key 'b.x' extends the value on line 1, which cannot be extended."),
        arguments(
            "a = {b = 1}\n[a.c]",
            "2:2 TOML009 Key 'a.c' extends the value on line 1, which cannot be extended."),
        arguments(
            "a = 1\na.c = 2",
            "2:1 TOML009 Key 'a.c' extends the value on line 1, which cannot be extended."),
        arguments("a = " + "[".repeat(65), "1:69 TOML010 Nested more than 64 levels deep."),
        arguments("[" + "a.".repeat(64) + "a]", "1:1 TOML010 Nested more than 64 levels deep."),
        arguments("a = {b = 1\n}", "1:11 TOML012 A table in braces must be on one line."),
        arguments(
            "a = 1\nb.b = x\nc = 2\nd == 1\ne = [1,\n2x]\nf = 1\nf = 2",
            "2:7 TOML005 Expected a value, found 'x'. Put strings in quotes.\n"
                + "4:4 TOML001 Expected a value, found '='.\n"
                + "6:1 TOML006 Number '2x' cannot be read. Put strings and versions in quotes.\n"
                + "8:1 TOML008 Key 'f' is already defined on line 7. Remove one of the two."));
  }

  @ParameterizedTest
  @MethodSource("mistakes")
  void pointsAtMistakes(String toml, String expected) {
    DiagnosticSink sink = new DiagnosticSink();
    assertThat(TomlReader.read(SourceText.of("x.toml", toml), sink)).isEmpty();
    assertThat(Diagnosed.all(sink)).isEqualTo(expected);
  }

  @Test
  void stopsAfterManyMistakes() {
    DiagnosticSink sink = new DiagnosticSink();
    TomlReader.read(SourceText.of("x.toml", "a b\n".repeat(50_000)), sink);
    assertThat(sink.diagnostics()).hasSize(21);
    assertThat(Diagnosed.all(sink)).contains("TOML011 More than 20 errors");
  }

  @Test
  void everyKindIsProduced() {
    Set<String> produced =
        mistakes()
            .flatMap(mistake -> ((String) mistake.get()[1]).lines())
            .map(line -> line.split(" ")[1])
            .collect(Collectors.toCollection(TreeSet::new));
    produced.add("TOML011");
    produced.addAll(List.of("TOML013", "TOML014", "TOML015"));
    Class<?>[] reporters = {TomlReader.class, TomlMistakes.class};
    assertThat(produced).isEqualTo(Diagnosed.codesOf(reporters));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "q = 'a \\ \u00e9 \ud83d\ude00 b'",
        "q = '''\na\n  b\\n\r\nc'''",
        "q = \"a \\u0062 \\U0001F600 \\\\ \\\" c\"",
        "q = \"\"\"\r\na \\\r\n   b \\t \"\" c\r\n\"\"\"",
        "x = 1\n[t]\nq = { r = 'abc', s = \"\\te\" }",
      })
  void everyCharacterKnowsItsPlace(String toml) {
    SourceText source = SourceText.of("x.toml", toml);
    DataValue.Table table = TomlReader.read(source, new DiagnosticSink()).orElseThrow();
    assertThat(TextPlaces.check(source, table)).isPositive();
  }

  @Test
  void embeddedPositionsAreThoseOfTheFile() {
    SourceText source = SourceText.of("x.toml", "[rule]\r\nq = \"\"\"\r\n ab\\\r\n  c\\td\"\"\"");
    DataValue.Table table = TomlReader.read(source, new DiagnosticSink()).orElseThrow();
    DataValue rule = table.get("rule").orElseThrow();
    DataValue.Text text = (DataValue.Text) rule.asTable().orElseThrow().get("q").orElseThrow();
    assertThat(text.value()).isEqualTo(" abc\td");
    List<String> places =
        IntStream.rangeClosed(0, 6).mapToObj(i -> text.text().position(i).toString()).toList();
    assertThat(places).containsExactly("3:1", "3:2", "3:3", "4:3", "4:4", "4:6", "4:7");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "a = [",
        "a = {b = ",
        "[[",
        "a.",
        "a = [[1],",
        "'''",
        "a = '''\n",
        "\\",
        "a.a.a.a.a.a.a.a={",
        "{a=",
        "[[a",
        "a\n",
        "a='\n",
        "\ud83d\ude00",
        "1=",
        "x\"\"\"\n",
        "a=\"\\"
      })
  void hostileTextIsDiagnosedQuickly(String part) {
    for (String toml : List.of(part.repeat(10_000), "a = " + part.repeat(10_000))) {
      DiagnosticSink sink = new DiagnosticSink();
      TomlReader.read(SourceText.of("x.toml", toml), sink);
      assertThat(sink.hasErrors()).as(part).isTrue();
    }
  }

  /** Each of these takes tomlj by itself minutes, see {@link TomlLines}. */
  @ParameterizedTest
  @ValueSource(strings = {"\n", "#\n", " # x\r\n\t\n", "\r\n", "a.\n#\n", "[\n\n"})
  void blankAndCommentLinesTakeLittleTime(String lines) {
    String many = lines.repeat(20_000);
    for (String toml :
        List.of(
            many,
            "a = [" + many + "]",
            "a = x\"\"\"\n" + many + "\"\"\"",
            "a. \"\"\"\n" + many + "\"\"\"",
            "a = \"\"\"\n" + many,
            "a = '''" + many + "'''",
            "a = \"\"\"" + many + "\"\"\"")) {
      SourceText source = SourceText.of("x.toml", toml);
      assertTimeoutPreemptively(
          Duration.ofSeconds(20), () -> TomlReader.read(source, new DiagnosticSink()));
    }
  }

  static Stream<Arguments> commentsAndBlankLines() {
    return Stream.of(
        arguments("\n#\n\na = 1 # '''\n\n#'''\nb = x", "7:5"),
        arguments("a = '''\n\n#\n'''\n\n#'''\nb = x", "7:5"),
        arguments("a = \"\"\"\n\\\\\"\"\"\n\n#\nb = x", "5:5"),
        arguments("a = \"\"\"\n\\\"\"\"\n#\"\"\"\n#\nb = x", "5:5"),
        arguments("a = \"\"\"\"\"\"\n\n# x\nb = x", "4:5"),
        arguments("a = \"\"\"\"\"\"\"\"\n\n# x\nb = x", "4:5"),
        arguments("a = \"\\\"'''\"\n\n# x\nb = x", "4:5"),
        arguments("a = '\"\"\"\\'\r\n\r\n# x\r\nb = x", "4:5"),
        arguments("\ufeff# x\n'''", "2:3"),
        arguments("a = [\n\n# x\n1,\n# x\nx]", "6:1"));
  }

  @ParameterizedTest
  @MethodSource("commentsAndBlankLines")
  void placesAreThoseOfTheFile(String toml, String place) {
    DiagnosticSink sink = new DiagnosticSink();
    assertThat(TomlReader.read(SourceText.of("x.toml", toml), sink)).isEmpty();
    assertThat(sink.diagnostics()).extracting(d -> d.position().toString()).containsExactly(place);
  }

  @Test
  void valuesAndKeysKnowTheirPlaces() {
    String toml =
        """
        # \ud83d\ude00
        'a b' . "c" = [ "\ud83d\ude00", 1.5, {x.y = 1, z = 1979-05-27 07:32:00Z}] # x

        [h.i]
        j.k = true
        j.l = {}
        [[h.m]]
        [ h . m . 'n' ]
        [[h.m]]
        """;
    SourceText source = SourceText.of("x.toml", toml);
    DataValue.Table table = TomlReader.read(source, new DiagnosticSink()).orElseThrow();
    assertThat(places(table))
        .containsExactly(
            "'a b' = 'a b'",
            "\"c\" = [",
            "\"\ud83d\ude00\"",
            "1.5",
            "{",
            "x = x",
            "y = 1",
            "z = 1979-05-27 07:32:00Z",
            "h = h",
            "i = [h.i]",
            "j = j",
            "k = true",
            "l = {",
            "m = m",
            "[[h.m]]",
            "'n' = [ h . m . 'n' ]",
            "[[h.m]]");
  }

  /** The places that each key and each value inside {@code value} point at. */
  private static List<String> places(DataValue value) {
    List<String> places = new ArrayList<>();
    if (value instanceof DataValue.Table table) {
      for (DataValue.Entry entry : table.entries().values()) {
        places.add(entry.key().text() + " = " + entry.value().origin().text());
        places.addAll(places(entry.value()));
      }
    } else if (value instanceof DataValue.Array array) {
      for (DataValue element : array.values()) {
        places.add(element.origin().text());
        places.addAll(places(element));
      }
    }
    return places;
  }

  @Test
  void endlessFilesAreRefused() {
    DiagnosticSink sink = new DiagnosticSink();
    TomlReader.read(SourceText.of("x.toml", "#".repeat(11_000_000)), sink);
    assertThat(Diagnosed.all(sink))
        .isEqualTo("1:1 TOML013 The file is longer than 10485760 characters.");
  }

  @ParameterizedTest
  @ValueSource(strings = {"a = 1\n", "1,", "'',", "\"\",", "\"\\u0041\",", "a = \"\\u0041\"\n"})
  void endlessValuesAreRefused(String part) {
    DiagnosticSink sink = new DiagnosticSink();
    String toml = "a = [" + part.repeat(400_000 / part.length());
    TomlReader.read(SourceText.of("x.toml", toml), sink);
    assertThat(Diagnosed.all(sink))
        .isEqualTo("1:1 TOML014 The file has more than 262144 characters outside strings.");
  }

  /** Text costs little, also where a mistake before it makes tomlj take it for something else. */
  @ParameterizedTest
  @ValueSource(
      strings = {"1,", "'' ", "\\\"\\\" ", "x = 1, ", "[", "{a=", "x\n", "1,\n", "[a]\n", "# \n"})
  void longTextsTakeLittleTime(String part) {
    String text = part.repeat(3_000_000 / part.length());
    for (String toml :
        List.of(
            "a = \"\"\"" + text + "\"\"\"",
            "a = \"" + text.replace('\n', ' ') + "\"",
            "a = {1, b = \"" + text.replace('\n', ' ') + "\"",
            "a = {1, b \"\"\"" + text + "\"\"\"",
            "a = {x\"\"\"" + text)) {
      SourceText source = SourceText.of("x.toml", toml);
      assertTimeoutPreemptively(
          Duration.ofSeconds(20), () -> TomlReader.read(source, new DiagnosticSink()));
    }
  }

  @Test
  void readingIsSilent() {
    PrintStream err = System.err;
    ByteArrayOutputStream written = new ByteArrayOutputStream();
    System.setErr(new PrintStream(written, true, StandardCharsets.UTF_8));
    try {
      for (String toml : List.of("a = 1", "a = [", "\"\"\"")) {
        TomlReader.read(SourceText.of("x.toml", toml), new DiagnosticSink());
      }
    } finally {
      System.setErr(err);
    }
    assertThat(written.toString(StandardCharsets.UTF_8)).isEmpty();
  }

  @Test
  void damagedFilesNeverThrowAndAreReadAsTomljReadsThem() {
    long seed = 20260101;
    Random random = new Random(seed);
    String whole = documents().map(d -> (String) d.get()[0]).collect(Collectors.joining("\n"));
    String pieces = "[]{}=.,'\"\\\n\r\u0000#\u00e90x_-:T\ud83d";
    // Tomlj takes some milliseconds for each mistake.
    int texts = Boolean.getBoolean("sigrun.long") ? 4_000 : 400;
    for (int i = 0; i < texts; i++) {
      int start = random.nextInt(whole.length());
      StringBuilder toml =
          new StringBuilder(whole.substring(start, Math.min(whole.length(), start + 60)));
      for (int j = random.nextInt(6); j >= 0; j--) {
        char piece = pieces.charAt(random.nextInt(pieces.length()));
        toml.insert(random.nextInt(toml.length() + 1), piece);
      }
      SourceText source = SourceText.of("x.toml", toml.toString());
      DiagnosticSink sink = new DiagnosticSink();
      try {
        Optional<DataValue.Table> table = TomlReader.read(source, sink);
        table.ifPresent(found -> TextPlaces.check(source, found));
        assertSameAsTomlj(toml.toString(), table, sink);
      } catch (RuntimeException | AssertionError | StackOverflowError e) {
        throw new AssertionError("Seed " + seed + ", text: " + toml, e);
      }
      sink.diagnostics()
          .forEach(d -> assertThat(d.span().end()).isLessThanOrEqualTo(toml.length()));
    }
  }

  /** The result of tomlj for the unchanged file. It spells dates in its own way. */
  private static void assertSameAsTomlj(
      String toml, Optional<DataValue.Table> table, DiagnosticSink sink) {
    TomlParseResult result;
    try {
      result = Toml.parse(toml.replaceFirst("^\ufeff", " "), TomlVersion.V1_0_0);
    } catch (RuntimeException | AssertionError ofTomlj) {
      assertThat(table).isEmpty();
      return;
    }
    if (table.isEmpty()) {
      // Control characters are refused at once, and tomlj lets closed tables be extended.
      String refused = Diagnosed.all(sink);
      assertThat(result.hasErrors() || refused.contains("TOML002") || refused.contains("TOML009"))
          .isTrue();
    } else if (!HALF_CHARACTER.matcher(toml).find()) {
      // Half a character in a comment goes with it. Files of UTF-8 have none.
      assertThat(result.errors()).isEmpty();
      if (!toml.contains("-27") && !toml.contains(":32:")) {
        assertThat(sortedCopy(table.get().plain())).isEqualTo(plain(result));
      }
    }
  }

  @Test
  void readsOfPublicRulesWhatTomljReads() throws IOException {
    Path corpus = SharedFiles.path(SharedFiles.PUBLIC_RULES);
    List<Path> files;
    try (Stream<Path> all = Files.walk(corpus)) {
      files = all.filter(file -> file.toString().endsWith(".toml")).toList();
    }
    for (Path file : files) {
      String toml = Files.readString(file);
      SourceText source = SourceText.of(file.toString(), toml);
      DataValue.Table table = TomlReader.read(source, new DiagnosticSink()).orElseThrow();
      assertThat(sortedCopy(table.plain())).as("%s", file).isEqualTo(plain(Toml.parse(toml)));
    }
  }

  private static Object plain(Object value) {
    if (value instanceof TomlTable table) {
      return sortedCopy(
          table.keySet().stream()
              .collect(Collectors.toMap(key -> key, key -> plain(table.get(List.of(key))))));
    }
    return value instanceof TomlArray array
        ? array.toList().stream().map(TomlReaderTest::plain).toList()
        : value;
  }

  private static Object sortedCopy(Object value) {
    if (value instanceof Map<?, ?> map) {
      Map<String, Object> copy = new TreeMap<>();
      map.forEach((key, inner) -> copy.put((String) key, sortedCopy(inner)));
      return copy;
    }
    return value instanceof List<?> list
        ? list.stream().map(TomlReaderTest::sortedCopy).toList()
        : value;
  }
}
