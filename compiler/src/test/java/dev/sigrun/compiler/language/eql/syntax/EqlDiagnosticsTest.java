package dev.sigrun.compiler.language.eql.syntax;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import dev.sigrun.compiler.diagnostic.Diagnostic;
import dev.sigrun.compiler.diagnostic.DiagnosticKind;
import dev.sigrun.compiler.diagnostic.DiagnosticSink;
import dev.sigrun.compiler.source.SourceText;
import dev.sigrun.compiler.source.Span;
import java.lang.reflect.Field;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

final class EqlDiagnosticsTest {
  private static final List<Class<?>> REPORTERS =
      List.of(
          EqlParser.class,
          EqlTokens.class,
          EqlStrings.class,
          EqlSyntaxErrors.class,
          EqlExpressionBuilder.class,
          EqlClauses.class,
          EqlPipes.class,
          EqlTreeBuilder.class,
          EqlCorrelationCheck.class);

  /** The place of each report is between two carets. */
  static Stream<Arguments> refusedQueries() {
    return Stream.of(
        //
        // Other languages
        arguments("^process^.name: \"x\"", otherLanguage("KQL", "kuery", "query")),
        arguments("^not^ process.name: x and user.name: y", otherLanguage("KQL", "kuery", "query")),
        arguments("^(^a: x or b: y)", otherLanguage("KQL", "kuery", "query")),
        arguments("^from^ logs-* | where a == 1", otherLanguage("ES|QL", "esql", "esql")),
        //
        // Characters
        arguments("any where f == ^&^ 1", "EQL003 '&' is not part of EQL. Write 'and'."),
        arguments("any where f ^&&^ g", "EQL003 '&&' is not part of EQL. Write 'and'."),
        arguments("any where ^!^ f", "EQL003 '!' is not part of EQL. Write 'not'."),
        arguments(
            "any where f ^!^ = 1", "EQL003 '!' is not part of EQL. Write '!=' without a space."),
        arguments(
            "sequence [any where true] ^!^ [any where true]",
            "EQL003 '!' is not part of EQL. Write '![' without a space."),
        arguments(
            "any where f in ^~^ (1)",
            "EQL003 '~' is not part of EQL. A '~' belongs directly after 'in', 'like', 'regex' or"
                + " the name of a function."),
        arguments(
            "any where f == ^\u201c^x",
            "EQL003 '\u201c' is not part of EQL. Write straight double quotes."),
        arguments(
            "any where f^\u00a0^== 1", "EQL003 'U+00A0' is not part of EQL. Write a plain space."),
        arguments("any where f == 1^;^", "EQL003 ';' is not part of EQL."),
        arguments(
            "any where f == ^\"x^",
            "EQL004 This string is not closed. It must end with '\"' on the line on which it"
                + " starts."),
        arguments(
            "any where f == ^\"x^\ny\"",
            "EQL004 This string is not closed. It must end with '\"' on the line on which it"
                + " starts."),
        arguments(
            "any where f == ^\"\"\"x\"\"^",
            "EQL004 This string is not closed. It must end with '\"\"\"' on the line on which it"
                + " starts."),
        arguments(
            "any where ^`f == 1^", "EQL005 This name is not closed. It must end with a backtick."),
        arguments(
            "any where f ^/* == 1^", "EQL006 This comment is not closed. It must end with '*/'."),
        arguments(
            "any where f == ^'x'^", "EQL007 Strings are in double quotes, not in single quotes."),
        arguments(
            "any where f == ^'x^", "EQL007 Strings are in double quotes, not in single quotes."),
        arguments(
            "any where f == ^?\"x\"^",
            "EQL008 Raw strings are in three double quotes, without a question mark."),
        arguments(
            "any where f == ^?'x'^",
            "EQL008 Raw strings are in three double quotes, without a question mark."),
        arguments(
            "any where f == \"a^\\.^b\"",
            "EQL009 Unknown escape '\\.'. Write '\\\\' for a backslash, or use a raw string in"
                + " three double quotes."),
        arguments(
            "any where f == \"^\\u{D}^\"",
            "EQL010 A Unicode escape has 2 to 8 hex digits in braces."),
        arguments(
            "any where f == \"^\\u{123456789}^\"",
            "EQL010 A Unicode escape has 2 to 8 hex digits in braces."),
        arguments(
            "any where f == \"^\\u{12^\"",
            "EQL010 A Unicode escape has 2 to 8 hex digits in braces."),
        arguments(
            "any where f == \"^\\u00e9^1\"",
            "EQL010 A Unicode escape has 2 to 8 hex digits in braces. Write '\\u{00e9}'."),
        arguments(
            "any where f == \"^\\u^\"", "EQL010 A Unicode escape has 2 to 8 hex digits in braces."),
        arguments(
            "any where f == \"^\\u{d800}^\"", "EQL011 '\\u{d800}' is not a Unicode character."),
        arguments(
            "any where f == \"^\\u{110000}^\"", "EQL011 '\\u{110000}' is not a Unicode character."),
        arguments("any where f == ^1e999^", "EQL012 This number is too large."),
        arguments("any where ^``^ == 1", "EQL013 Expected a field name between the backticks."),
        //
        // Syntax
        arguments(
            "^^",
            "EQL014 Found the end of the query, expected an event category, 'sequence' or 'sample'."
                + " A query is an event category, 'where' and a condition, for instance 'any where"
                + " true'."),
        arguments(
            "process^.^name == \"x\"",
            "EQL014 Found '.', expected 'where'. A query is an event category, 'where' and a"
                + " condition, for instance 'any where true'."),
        arguments(
            "file where^^",
            "EQL014 Found the end of the query, expected a field, a literal, 'not' or '('."),
        arguments(
            "any where (f == \"x\"^^",
            "EQL014 Found the end of the query, expected an operator, 'and', 'or' or ')'."
                + " The '(' at 1:11 is not closed."),
        arguments(
            "any where f == \"x\"^)^",
            "EQL014 Found ')', expected an operator, 'and', 'or', '|' or the end of the query."),
        arguments(
            "any where f == 1 ^g^ == 2",
            "EQL014 Found 'g', expected an operator, 'and', 'or', '|' or the end of the query."),
        arguments("any where f == ^<^ 2", "EQL014 Found '<', expected a field, a literal or '('."),
        arguments("any where f : ^:^ 2", "EQL014 Found ':', expected a literal or '('."),
        arguments("any where f in ^\"x\"^", "EQL014 Found '\"x\"', expected '('."),
        arguments("any where f not ^g^", "EQL014 Found 'g', expected 'in' or 'in~'."),
        arguments(
            "any where f in (1, ^)^",
            "EQL014 Found ')', expected a field, a literal, 'not' or '('."),
        arguments(
            "any where f in (1 ^2^)",
            "EQL014 Found '2', expected an operator, 'and', 'or', ')' or ','."),
        arguments(
            "any where process.^sequence^ == 1",
            "EQL014 Found 'sequence', expected a name. To use a keyword in a field name, write it"
                + " in backticks: '`sequence`'."),
        arguments(
            "any where a^.0^.b == 1",
            "EQL014 Found '.0', expected an operator, 'and', 'or', '|' or the end of the query. A"
                + " part of a field name that starts with a digit is written in backticks:"
                + " '.`0`'."),
        arguments(
            "any where f |^|^ g",
            "EQL014 Found '|', expected the name of a pipe. Write 'or' for alternatives."),
        arguments(
            "sequence ^any^ where true",
            "EQL014 Found 'any', expected 'by', 'with', '[' or 'until'."),
        arguments(
            "sequence by ^[^any where true]",
            "EQL014 Found '[', expected a field, a literal, 'not' or '('."),
        arguments("sequence with maxspan ^5^ [any where true]", "EQL014 Found '5', expected '='."),
        arguments(
            "sequence with ^5^ [any where true]",
            "EQL014 Found '5', expected 'maxspan' or 'runs'."),
        arguments(
            "sequence with maxspan=^\"5s\"^ [any where true]",
            "EQL014 Found '\"5s\"', expected a number."),
        arguments(
            "sequence [any where true] [any where true^^",
            "EQL014 Found the end of the query, expected an operator, 'and', 'or' or ']'."
                + " The '[' at 1:27 is not closed."),
        arguments(
            "sequence [^]^",
            "EQL014 Found ']', expected an event category."
                + " A query is an event category, 'where' and a condition, for instance 'any where"
                + " true'."),
        arguments(
            "any where f ^AND^ g",
            "EQL015 Found 'AND', but keywords are in lower case. Write 'and'."),
        arguments(
            "any where ^NOT^ f == 1",
            "EQL015 Found 'NOT', but keywords are in lower case. Write 'not'."),
        arguments(
            "any where ^Not^ (f == 1)",
            "EQL015 Found 'Not', but keywords are in lower case. Write 'not'."),
        arguments(
            "any where f ^LIKE^ \"x\"",
            "EQL015 Found 'LIKE', but keywords are in lower case. Write 'like'."),
        arguments(
            "any ^WHERE^ true",
            "EQL015 Found 'WHERE', but keywords are in lower case. Write 'where'."),
        //
        // Expressions
        arguments(
            "any where f ^=^ \"x\" or g ^=^ 1",
            "EQL016 A single '=' is not a comparison. Use '==', or ':' to ignore case and match"
                + " wildcards."),
        arguments(
            "any where 1 < a ^<^ 3",
            "EQL017 Comparisons cannot be chained. Write 'a < b and b < c' instead of 'a < b <"
                + " c'."),
        arguments(
            "any where 1 ^=^ a ^=^ 3",
            "EQL016 A single '=' is not a comparison. Use '==', or ':' to ignore case and match"
                + " wildcards."),
        arguments(
            "any where f ^not^ like \"x\"",
            "EQL018 Only 'in' and 'in~' can follow 'not'. Write 'not' before 'f'."),
        arguments(
            "any where f.g ^not^ : (\"x\", \"y\")",
            "EQL018 Only 'in' and 'in~' can follow 'not'. Write 'not' before 'f.g'."),
        arguments(
            "any where f ^!:^ \"x\"",
            "EQL019 There is no operator '!:'. Write 'not' before 'f', and ':'."),
        arguments(
            "any where f : ^g^",
            "EQL020 Found 'g' after ':', expected a literal or a list of literals."),
        arguments(
            "any where f : ^-1^",
            "EQL020 Found '-1' after ':', expected a literal or a list of literals."),
        arguments(
            "any where f : ^length()^",
            "EQL020 Found 'length()' after ':', expected a literal or a list of literals."),
        arguments(
            "any where f like (\"x\", ^(\"y\")^)",
            "EQL020 Found '(\"y\")' after 'like', expected a literal or a list of literals."),
        arguments(
            "any where f in ^()^",
            "EQL021 This list is empty. It must contain at least one value."),
        arguments(
            "any where f : ^()^", "EQL021 This list is empty. It must contain at least one value."),
        arguments(
            "any where a.f^[0]^ == \"x\"",
            "EQL022 EQL cannot select an element of an array. A condition on 'a.f' tests all"
                + " values."),
        arguments(
            "any where ^child of [any where true]^",
            "EQL023 Process relationships such as 'child of' belong to the dialect of Elastic"
                + " Endpoint."),
        arguments(
            "any where ^$entry^.a == 1 and $entry.b == 2",
            "EQL024 Variables such as '$entry' belong to the dialect of Elastic Endpoint."),
        //
        // Queries
        arguments(
            "sequence by f [any where true] ^as a0^ [any where true] ^as a0^",
            "EQL025 Names for events such as 'as a0' belong to the dialect of Elastic Endpoint."),
        arguments(
            "^join^ [any where true] [any where true]",
            "EQL026 Elasticsearch has no 'join'. Use 'sample' for events in any order."),
        arguments(
            "^`process`^ where true",
            "EQL027 '`process`' cannot be an event category. Write a name, a string in double"
                + " quotes or 'any'."),
        arguments(
            "^42^ where true",
            "EQL027 '42' cannot be an event category. Write a name, a string in double quotes or"
                + " 'any'."),
        arguments(
            "^?process^ where true",
            "EQL028 An event category cannot be optional. Use 'any' for events without one."),
        arguments(
            "^where^ true",
            "EQL029 Found 'where', expected an event category. Write 'any where' to take all"
                + " events."),
        arguments(
            "sequence with maxspan=1s ^by^ k [any where true] [any where true]",
            "EQL030 Write 'by' before 'with'."),
        arguments(
            "sequence [any where true] with runs=2 ^by^ u [any where true] by u",
            "EQL030 Write 'by' before 'with'."),
        arguments(
            "sequence by a ^by^ b [any where true] [any where true]",
            "EQL031 Found a second 'by', expected at most one."),
        arguments(
            "sequence with maxspan=1s ^with^ maxspan=2s [any where true] [any where true]",
            "EQL031 Found a second 'with', expected at most one."),
        arguments(
            "sequence with ^runs^=2 [any where true] [any where true]",
            "EQL032 'runs' is not an option here. After 'sequence' only 'maxspan' can be set."),
        arguments(
            "sequence [any where true] with ^maxspan^=2s [any where true]",
            "EQL032 'maxspan' is not an option here. After an event only 'runs' can be set."),
        arguments(
            "sequence with maxspan=^30^ [any where true] [any where true]",
            "EQL033 The time unit is missing. Did you mean '30s'? The units are ms, s, m, h and"
                + " d."),
        arguments(
            "sequence with maxspan=^0s^ [any where true] ![any where true]",
            "EQL034 Found '0s', expected a 'maxspan' greater than zero."),
        arguments(
            "sequence with maxspan=^-5m^ [any where true] [any where true]",
            "EQL034 Found '-5m', expected a 'maxspan' greater than zero."),
        arguments(
            "sequence with maxspan=^1.5h^ [any where true] [any where true]",
            "EQL035 Found '1.5h', expected an integer. Use a smaller unit: ms, s, m, h or d."),
        arguments(
            "sequence with maxspan=1^w^ [any where true] [any where true]",
            "EQL036 Unknown time unit 'w'. Use ms, s, m, h or d."),
        arguments(
            "sequence with maxspan=^9223372036854775807d^ [any where true] [any where true]",
            "EQL037 This time span is too long."),
        arguments(
            "sequence [any where true] with runs=^0^",
            "EQL038 Found '0', expected an integer from 1 to 100 for 'runs'."),
        arguments(
            "sequence [any where true] with runs=^101^",
            "EQL038 Found '101', expected an integer from 1 to 100 for 'runs'."),
        arguments(
            "sequence [any where true] with runs=^-2^",
            "EQL038 Found '-2', expected an integer from 1 to 100 for 'runs'."),
        arguments(
            "sequence by ^length(f)^ [any where true] [any where true]",
            "EQL039 Found 'length(f)' as a join key, expected a field."),
        arguments(
            "sequence [any where true] by a ^[any where true]^",
            "EQL040 The number of join keys is 0 here, but 1 at the first event. All must agree."),
        arguments(
            "sequence [any where true] by a, b ^[any where true] by a^",
            "EQL040 The number of join keys is 1 here, but 2 at the first event. All must agree."),
        arguments(
            "sequence [any where true] by a [any where true] by b until ^[any where true]^",
            "EQL040 The number of join keys is 0 here, but 1 at the first event. All must agree."),
        arguments("^sequence^ [any where true]", "EQL041 A 'sequence' needs at least two events."),
        arguments("^sample^ by a [any where true]", "EQL041 A 'sample' needs at least two events."),
        arguments(
            "^sequence^ [any where true] until [any where true]",
            "EQL041 A 'sequence' needs at least two events. The one after 'until' does not count."),
        arguments(
            "sequence [any where true] ^![any where false]^",
            "EQL042 A missing-event stage needs a time span. Write 'with maxspan=...' after"
                + " 'sequence'."),
        arguments(
            "^sequence^ with maxspan=1s ![any where true] ![any where true]",
            "EQL043 All stages of this sequence are missing-event stages. Remove at least one '!'."),
        arguments(
            "sequence [any where true] [any where true] until ^![any where true]^",
            "EQL044 The event after 'until' cannot be a missing one. Remove the '!'."),
        arguments(
            "sequence [any where true] ^until^ [any where true] [any where true]",
            "EQL045 Expected at most one 'until', after all other events."),
        arguments(
            "sequence [any where true] [any where true] until ^[any where true] with runs=2^",
            "EQL046 The event after 'until' ends the sequence at once. Remove 'runs'."),
        arguments(
            "^sample^ [any where true] [any where true]",
            "EQL047 A 'sample' needs join keys. Write 'sample by' and a field."),
        arguments(
            "sample by a ^with^ maxspan=1m [any where true] [any where true] ^with^ runs=2",
            "EQL048 A 'sample' cannot have 'with'."),
        arguments(
            "sample by a [any where true] ^![^any where true]",
            "EQL048 A 'sample' cannot have '!['."),
        arguments(
            "sample by a [any where true] [any where true] ^until^ [any where true]",
            "EQL048 A 'sample' cannot have 'until'."),
        arguments(
            "sample by a [any where true] [any where true] ^|^ head 1",
            "EQL048 A 'sample' cannot have '|'."),
        arguments("any where true | ^hed^ 5", "EQL050 Unknown pipe 'hed'. Did you mean 'head'?"),
        arguments(
            "any where true | ^dedup^ f",
            "EQL050 Unknown pipe 'dedup'. Only 'head' and 'tail' work."),
        arguments(
            "any where true | ^unique^ f",
            "EQL051 Elasticsearch has no pipe 'unique'. Only 'head' and 'tail' work."),
        arguments(
            "any where true ^| head^",
            "EQL052 The pipe 'head' takes one number, but has no arguments."),
        arguments(
            "any where true ^| tail 1, 2^",
            "EQL052 The pipe 'tail' takes one number, but has 2 arguments."),
        arguments(
            "any where true | head ^\"x\"^",
            "EQL053 Found '\"x\"', expected a number of events: an integer of at least 0."),
        arguments(
            "any where true | head ^-1^",
            "EQL053 Found '-1', expected a number of events: an integer of at least 0."));
  }

  @ParameterizedTest
  @MethodSource("refusedQueries")
  void reportsExactPlaceAndMessage(String marked, String report) {
    String query = marked.replace("^", "");
    List<Diagnostic> diagnostics = diagnostics(query);
    assertThat(diagnostics)
        .extracting(diagnostic -> diagnostic.code() + " " + diagnostic.message())
        .isNotEmpty()
        .containsOnly(report);
    assertThat(marked(query, diagnostics)).isEqualTo(marked);
  }

  @Test
  void reportsIndependentErrorsTogether() {
    String query =
        "sequence with maxspan=1w [any where f = \"\\q\"] by a [any where g : h] with runs=0"
            + " | hed 1";
    assertThat(diagnostics(query))
        .extracting(Diagnostic::code)
        .containsExactly("EQL036", "EQL016", "EQL009", "EQL040", "EQL020", "EQL038", "EQL050");
  }

  @Test
  void reportsBadEscapesBesideOneSyntaxError() {
    assertThat(diagnostics("any where f == \"\\q\" g \"\\z\""))
        .extracting(Diagnostic::code)
        .containsExactly("EQL009", "EQL014", "EQL009");
  }

  @Test
  void limitsTheNumberOfReports() {
    assertThat(diagnostics("any where " + "'x' or ".repeat(500) + "true")).hasSize(100);
    assertThat(diagnostics("any where " + "f = 1 or ".repeat(500) + "true")).hasSize(100);
  }

  @Test
  void everyKindIsTested() throws IllegalAccessException {
    Set<String> tested =
        refusedQueries()
            .map(arguments -> arguments.get()[1].toString().substring(0, 6))
            .collect(Collectors.toCollection(TreeSet::new));
    // In EqlLimitsTest.
    tested.addAll(Set.of("EQL001", "EQL002"));
    assertThat(tested).containsExactlyElementsOf(codes());
  }

  private static List<String> codes() throws IllegalAccessException {
    List<String> codes = new ArrayList<>();
    for (Class<?> reporter : REPORTERS) {
      for (Field field : reporter.getDeclaredFields()) {
        if (field.getType() == DiagnosticKind.class) {
          codes.add(((DiagnosticKind) field.get(null)).code());
        }
      }
    }
    assertThat(codes).doesNotHaveDuplicates();
    return codes.stream().sorted().toList();
  }

  private static String otherLanguage(String label, String language, String type) {
    return ("EQL049 This is read as EQL, which starts with an event category: 'any where ...'. It"
            + " looks like %s: a rule in it has language \"%s\" and type \"%s\".")
        .formatted(label, language, type);
  }

  static List<Diagnostic> diagnostics(String query) {
    DiagnosticSink sink = new DiagnosticSink();
    assertThat(EqlParser.parse(SourceText.of("test", query), sink)).isEmpty();
    return sink.diagnostics();
  }

  private static String marked(String query, List<Diagnostic> diagnostics) {
    int[] carets = new int[query.length() + 1];
    for (Diagnostic diagnostic : diagnostics) {
      Span span = diagnostic.span();
      carets[span.start()]++;
      carets[span.end()]++;
    }
    StringBuilder marked = new StringBuilder();
    for (int i = 0; i <= query.length(); i++) {
      marked.append("^".repeat(carets[i]));
      marked.append(i < query.length() ? query.charAt(i) : "");
    }
    assertThat(Arrays.stream(carets).sum()).isEqualTo(2 * diagnostics.size());
    return marked.toString();
  }
}
