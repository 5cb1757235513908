package dev.sigrun.compiler.language;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sigrun.compiler.CompilerOptions;
import dev.sigrun.compiler.diagnostic.DiagnosticSink;
import dev.sigrun.compiler.language.eql.syntax.EqlQuery;
import dev.sigrun.compiler.language.kql.syntax.KqlQuery;
import dev.sigrun.compiler.source.SourceText;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What languages say about themselves, so that nobody has to ask which one it is. */
class LanguagesTest {
  private static final Languages LANGUAGES = CompilerOptions.defaults().languages();

  private static Optional<String> id(Optional<Language> language) {
    return language.map(Language::id);
  }

  @ParameterizedTest
  @CsvSource({"eql, eql", "kql, kuery", "kuery, kuery", "esql, esql", "sigma, sigma", "KQL,", "x,"})
  void areFoundByTheWordsThatPeopleUse(String name, String id) {
    assertThat(id(LANGUAGES.byName(name))).isEqualTo(Optional.ofNullable(id));
  }

  @ParameterizedTest
  @CsvSource({
    "q.eql, eql",
    "Q.EQL, eql",
    "a.eql.kql, kuery",
    "q.esql, esql",
    "q.yml, sigma",
    "q.yaml, sigma",
    "q.toml,",
    "eql,"
  })
  void areFoundByTheNamesOfFiles(String file, String id) {
    assertThat(id(LANGUAGES.byFileName(file))).isEqualTo(Optional.ofNullable(id));
  }

  /** An id is what rules write: it comes before the other names of languages added earlier. */
  @Test
  void anIdComesBeforeAName() {
    Language impostor =
        new Language() {
          @Override
          public String id() {
            return "kql";
          }

          @Override
          public Optional<ParsedQuery> parse(SourceText text, DiagnosticSink sink) {
            return Optional.empty();
          }
        };
    Languages more = LANGUAGES.with(impostor);
    assertThat(more.byName("kql")).containsSame(impostor);
    assertThat(id(more.byName("kuery"))).contains("kuery");
    assertThat(impostor.names()).containsExactly("kql");
    assertThat(impostor.fileEndings()).isEmpty();
    assertThat(impostor.ofSearches()).isSameAs(impostor);
  }

  @Test
  void onlySigmaIsAdaptedByPipelines() {
    List<String> adapted =
        LANGUAGES.all().stream().filter(Language::usesPipelines).map(Language::id).toList();
    assertThat(adapted).containsExactly("sigma");
    assertThat(LANGUAGES.byName("sigma").orElseThrow().ofSearches().usesPipelines()).isTrue();
  }

  @Test
  void aTreeIsGivenToThoseWhoReadItsLanguage() {
    ParsedQuery parsed =
        LANGUAGES
            .byName("kql")
            .flatMap(kql -> kql.parse(SourceText.of("q", "a: b"), new DiagnosticSink()))
            .orElseThrow();
    assertThat(parsed.treeOf(KqlQuery.class)).containsSame((KqlQuery) parsed.tree());
    assertThat(parsed.treeOf(EqlQuery.class)).isEmpty();
  }
}
