package dev.sigrun.cli.report;

import dev.sigrun.compiler.analysis.AnalyzedRule;
import dev.sigrun.compiler.backend.java.GeneratedJava;
import dev.sigrun.compiler.backend.java.JavaBackend;
import dev.sigrun.compiler.explain.RecordTree;
import dev.sigrun.compiler.language.ParsedQuery;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Shows the forms that a rule has on its way to Java. */
public final class RuleSections {
  private final Page page;

  /** Shows them on {@code page}. */
  public RuleSections(Page page) {
    this.page = page;
  }

  /** The forms of a rule. */
  public enum Section {
    /** The query as it is written. */
    QUERY,
    /** The query as it was read. */
    TREE,
    /** The meaning of the query. */
    MEANING,
    /** The Java that is generated for it. */
    JAVA
  }

  /** Shows some of the forms of a rule. */
  public void print(AnalyzedRule rule, Optional<ParsedQuery> parsed, Set<Section> sections) {
    page.heading(rule.rule().name() + " (" + rule.rule().ruleId() + ")");
    for (Section section : Section.values()) {
      if (sections.contains(section)) {
        print(rule, parsed, section);
      }
    }
  }

  private void print(AnalyzedRule rule, Optional<ParsedQuery> parsed, Section section) {
    switch (section) {
      case QUERY ->
          rule.rule()
              .query()
              .ifPresent(
                  query -> {
                    page.heading("Query (" + query.language() + ")");
                    page.block(query.content().strip());
                  });
      case TREE -> {
        page.heading("Syntax tree");
        page.block(parsed.map(p -> RecordTree.print(p.tree())).orElse("None: there is no query."));
      }
      case MEANING -> {
        page.heading("Meaning");
        page.block(MeaningLayout.of(rule.query().toString()));
      }
      case JAVA -> {
        page.heading("Java");
        GeneratedJava java = JavaBackend.create(JavaBackend.Options.defaults()).emit(List.of(rule));
        java.refusals().forEach(refusal -> page.block("None: " + refusal));
        java.sources().stream()
            .filter(source -> !source.qualifiedName().equals(java.setName()))
            .forEach(source -> page.block(source.content()));
      }
    }
  }
}
