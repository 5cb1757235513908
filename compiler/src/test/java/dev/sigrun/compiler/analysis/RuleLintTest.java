package dev.sigrun.compiler.analysis;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sigrun.compiler.Compilation;
import dev.sigrun.compiler.CompilerOptions;
import dev.sigrun.compiler.RuleCompiler;
import dev.sigrun.compiler.diagnostic.Diagnostic;
import dev.sigrun.compiler.source.SourceText;
import dev.sigrun.conventions.RuleText;
import java.util.stream.Collectors;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Warnings about rules that are well formed but probably not what the author meant. */
class RuleLintTest {
  private static final String KINDS =
      "The Elastic Common Schema defines no value |This condition is true for every event."
          + "|The parts of this condition are never true together.|Events of category ";

  @ParameterizedTest
  @CsvSource(
      delimiter = '#',
      quoteCharacter = '`',
      value = {
        // Values that the schema does not have.
        "eql # proces where true # ANA052 proces: 'proces' for 'event.category'. Did you mean 'process'?",
        "eql # any where event.type : \"strat\" # ANA052 event.type : \"strat\": 'strat' for 'event.type'. Did you mean 'start'?",
        "eql # any where event.type in (\"start\", \"ended\") # ANA052 event.type in (\"start\", \"ended\"): 'ended' for 'event.type'. Did you mean 'denied'?",
        "eql # any where event.outcome == \"Failure\" # ANA052 event.outcome == \"Failure\": 'Failure' for 'event.outcome'. Did you mean 'failure'?",
        "eql # any where event.outcome : \"Failure\" # ``",
        "kuery # event.kind: alerts # ANA052 event.kind: alerts: 'alerts' for 'event.kind'. Did you mean 'alert'?",
        "kuery # event.category: (process or filez) # ANA052 filez: 'filez' for 'event.category'. Did you mean 'file'?",
        "kuery # not event.outcome: sucess # ANA052 event.outcome: sucess: 'sucess' for 'event.outcome'. Did you mean 'success'?",
        "kuery # event.category: zzzzzzzzzz # ANA052 event.category: zzzzzzzzzz: 'zzzzzzzzzz' for 'event.category'.",
        "kuery # event.outcome: (Success or success) # ``",
        "kuery # event.type: (start or process_started) # ``",
        "kuery # event.category: (network or network_traffic) # ``",
        "kuery # event.type: st* # ``",
        "kuery # event.action: strat # ``",
        // Conditions that are always the same.
        "kuery # process.name: x or not process.name: x # ANA053 process.name: x or not process.name: x: ",
        "kuery # user.name: a and (process.name: * or not process.name: x) # ANA053 process.name: * or not process.name: x: ",
        "kuery # process.name: x or *:* # ANA053 process.name: x or *:*: ",
        "kuery # *:* and process.name: x # ``",
        "kuery # *:* # ``",
        "kuery # process.name: x and not process.name: x # ANA054 process.name: x and not process.name: x: ",
        "kuery # user.name: a and process.name: x and not process.name: * # ANA054 user.name: a and process.name: x and not process.name: *: ",
        "kuery # process.name: x and not process.name: y # ``",
        "kuery # process.name: x and process.name: y # ``",
        "kuery # process.name: * and not process.name: x # ``",
        "eql # process where process.name == \"x\" and process.name == null # ANA054 process where process.name == \"x\" and process.name == null: ",
        "eql # process where process.name == \"x\" or process.name != \"x\" # ANA053 process.name == \"x\" or process.name != \"x\":",
        "eql # sequence by host.id [file where true] [process where process.pid == 1 and not process.pid == 1] # ANA054 process where process.pid == 1 and not process.pid == 1: ",
        // Fields of other categories.
        "eql # process where registry.path == \"x\" # ANA055 registry.path == \"x\": 'process' do not carry 'registry.path'. It belongs to category 'registry'.",
        "eql # file where file.name == \"x\" or dns.question.name == \"y\" # ANA055 dns.question.name == \"y\": 'file' do not carry 'dns.question.name'. It belongs to category 'network'.",
        "kuery # event.category: (process or file) and registry.path: x # ANA055 registry.path: x: 'file' or 'process' do not carry 'registry.path'. It belongs to category 'registry'.",
        "kuery # event.category: (process or registry) and registry.path: x # ``",
        "kuery # event.category: process or registry.path: x # ``",
        "eql # registry where registry.path == \"x\" # ``",
        "eql # any where registry.path == \"x\" # ``",
        "eql # network where dns.question.name == \"x\" and process.name == \"y\" # ``",
        "eql # library where dll.name == \"x\" # ``",
      })
  void warns(String language, String query, String expected) {
    Compilation compilation =
        RuleCompiler.create(CompilerOptions.defaults())
            .compile(
                SourceText.of(
                    "rules/rule.toml", RuleText.of(RuleText.id(1), "Rule 1", language, query)));
    assertThat(compilation.outcome()).isEqualTo(Compilation.Outcome.COMPILED);
    assertThat(
            compilation.diagnostics().stream()
                // How the query is written into the file does not matter here.
                .filter(d -> !d.code().equals("RUL052"))
                .map(RuleLintTest::shown)
                .collect(Collectors.joining("\n")))
        .isEqualTo(expected);
  }

  private static String shown(Diagnostic diagnostic) {
    String place = diagnostic.source().text(diagnostic.span()).replace("\\\"", "\"");
    String message = diagnostic.message().replaceFirst(KINDS, "");
    return (diagnostic.code() + " " + place + ": " + message).strip();
  }
}
