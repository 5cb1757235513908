package dev.sigrun.lsp.feature;

import dev.sigrun.compiler.analysis.EcsValues;
import dev.sigrun.compiler.diagnostic.Counts;
import dev.sigrun.compiler.schema.FieldType;
import dev.sigrun.compiler.schema.Schema;
import dev.sigrun.lsp.workspace.RuleProject;
import java.util.List;
import java.util.Optional;

/** The facts about a field of events, as Markdown. */
final class FieldPage {
  private FieldPage() {}

  static Optional<String> of(String name, RuleProject project) {
    Schema schema = project.options().schema();
    return schema.typeOf(name).map(type -> page(name, type, schema, project));
  }

  private static String page(String name, FieldType type, Schema schema, RuleProject project) {
    StringBuilder page = new StringBuilder();
    page.append("**").append(name).append("** `").append(type.spelling()).append("`\n\n");
    String source = schema.sourceOf(name);
    if (!source.equals(name)) {
      page.append("Has the values of `").append(source).append("`.\n\n");
    }
    List<String> allowed = EcsValues.allowed(name);
    if (!allowed.isEmpty()) {
      page.append("Values: ").append(String.join(", ", allowed)).append(".\n\n");
    }
    schema
        .remarksOf(name)
        .forEach(remark -> page.append("The mapping gives it ").append(remark).append(".\n\n"));
    boolean bundled = Schema.bundled().typeOf(name).equals(Optional.of(type));
    page.append(
        bundled
            ? "From the schema that comes with Sigrun."
            : "From the schema files of the project.");
    int uses = project.uses(name);
    page.append(uses == 0 ? "" : " Read by " + Counts.of(uses, "rule") + ".");
    return page.toString();
  }
}
