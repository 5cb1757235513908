package dev.sigrun.compiler.backend.splunk;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sigrun.compiler.backend.ExportRules;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The terms for the index, which have wildcards only at the ends of values. */
class PrefilterTest {
  @ParameterizedTest
  @CsvSource(
      delimiter = '~',
      quoteCharacter = '`',
      value = {
        "process.name : \"a*\" ~ process.name=\"a*\"",
        "process.name : \"*a\" ~ process.name=\"*a\"",
        "process.name : \"*ab*\" ~ process.name=\"*ab*\"",
        "process.name : \"a*bcd\" ~ process.name=\"*bcd\"",
        "process.name : \"abc*d\" ~ process.name=\"abc*\"",
        "process.name : \"a*bcd*e\" ~ process.name=\"*bcd*\"",
        "process.name : \"ab*cd\" ~ process.name=\"ab*\"",
        "process.name : \"a?cd\" ~ process.name=\"*cd\"",
        "process.name : \"???\" ~ process.name=*",
        "file.path : \"?:\\\\Users\\\\*\\\\AppData\\\\*.exe\" ~ file.path=\"*\\\\AppData\\\\*\"",
        "process.name == \"a[b]cd\" ~ process.name=\"*cd\"",
        "process.name == \"a|b\" ~ process.name=\"a*\"",
        "process.name == \"<script>\" ~ process.name=\"*script*\"",
        "process.name == \"x&stdin=true\" ~ process.name=\"*stdin=true\"",
        "process.name == \"it's\" ~ process.name=\"it*\"",
        "process.name == \"a+bc\" ~ process.name=\"*bc\"",
        "process.name == \"\u00e9cole\" ~ process.name=\"*cole\"",
        "process.name == \"\u00e9\" ~ process.name=*",
        "process.name == \"a$b\" ~ process.name=\"a*\"",
        "process.name == \"say \\\"hello\\\"\" ~ process.name=\"*hello*\"",
        "process.name == \"\" ~ process.name=*",
        "process.name in (\"a*\", \"b\") ~ process.name IN (\"a*\", \"b\")",
        "earliest == \"x\" and process.name == \"b\" ~ process.name=\"b\"",
        "index == \"x\" and process.name == \"b\" ~ process.name=\"b\""
      })
  void asksForTheLongestPart(String condition, String expected) {
    String search =
        ExportRules.export("splunk", ExportRules.query("eql", "any where " + condition.strip()))
            .text()
            .orElseThrow();

    assertThat(search).contains("search index=* " + expected + "\n| where ");
  }
}
