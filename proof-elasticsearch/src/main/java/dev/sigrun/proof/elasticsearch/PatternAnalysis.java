package dev.sigrun.proof.elasticsearch;

import java.util.Map;
import java.util.regex.Pattern;
import org.apache.lucene.analysis.Analyzer;
import org.apache.lucene.analysis.LowerCaseFilter;
import org.apache.lucene.analysis.Tokenizer;
import org.apache.lucene.analysis.pattern.PatternTokenizer;
import org.elasticsearch.common.settings.Settings;
import org.elasticsearch.index.analysis.AbstractIndexAnalyzerProvider;
import org.elasticsearch.index.analysis.AnalyzerProvider;
import org.elasticsearch.indices.analysis.AnalysisModule.AnalysisProvider;
import org.elasticsearch.plugins.AnalysisPlugin;
import org.elasticsearch.plugins.Plugin;

/**
 * The analyzer {@code pattern}: words in lower case between what a regular expression finds. In a
 * whole installation it comes with a plugin that is not published.
 */
public final class PatternAnalysis extends Plugin implements AnalysisPlugin {
  @Override
  public Map<String, AnalysisProvider<AnalyzerProvider<? extends Analyzer>>> getAnalyzers() {
    return Map.of(
        "pattern", (indexSettings, environment, name, settings) -> new Provider(name, settings));
  }

  private static final class Provider extends AbstractIndexAnalyzerProvider<Analyzer> {
    private final Analyzer analyzer;

    Provider(String name, Settings settings) {
      super(name, settings);
      Pattern between = Pattern.compile(settings.get("pattern", "\\W+"));
      this.analyzer =
          new Analyzer() {
            @Override
            protected TokenStreamComponents createComponents(String field) {
              Tokenizer words = new PatternTokenizer(between, -1);
              return new TokenStreamComponents(words, new LowerCaseFilter(words));
            }
          };
    }

    @Override
    public Analyzer get() {
      return analyzer;
    }
  }
}
