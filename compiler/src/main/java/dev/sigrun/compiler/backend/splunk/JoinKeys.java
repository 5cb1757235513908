package dev.sigrun.compiler.backend.splunk;

import static dev.sigrun.compiler.backend.splunk.spl.SplExpression.call;

import dev.sigrun.compiler.backend.splunk.spl.SplCommand;
import dev.sigrun.compiler.backend.splunk.spl.SplExpression;
import dev.sigrun.compiler.fidelity.Reasons;
import dev.sigrun.compiler.ir.Field;
import dev.sigrun.compiler.ir.Query;
import dev.sigrun.compiler.ir.ValueType;
import dev.sigrun.compiler.source.Origin;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Helper fields that hold one value of each field that rows are grouped by. A row with several
 * values becomes a row for each of them, once.
 */
final class JoinKeys {
  /** Stands for a missing value of an optional key. */
  private static final String MISSING = "(missing)";

  private final SplunkFields fields;
  private final Reasons reasons;

  JoinKeys(SplunkFields fields, Reasons reasons) {
    this.fields = fields;
    this.reasons = reasons;
  }

  /**
   * A part that plays in a correlation.
   *
   * @param name what {@code sg_stage} holds for its rows
   */
  record Role(String name, Query.Stage stage) {
    /** Whether a row plays this part. */
    SplExpression isPlayed() {
      return SplExpression.of(
          new SplExpression.Field("sg_stage"),
          SplExpression.Operator.EQUAL,
          new SplExpression.Text(name));
    }
  }

  /** Rows with the names of the roles that they play, in this order; none of other rows. */
  static List<SplCommand> stages(List<Role> roles, SplPredicateWriter conditions) {
    List<SplCommand> commands = new ArrayList<>();
    List<SplExpression> played = new ArrayList<>();
    for (Role role : roles) {
      SplExpression condition = role.stage().predicate().accept(conditions);
      String flag = roles.size() == 1 ? "sg_stage" : "sg_" + role.name();
      SplExpression name = new SplExpression.Text(role.name());
      commands.add(new SplCommand.Eval(flag, call("if", condition, name, call("null"))));
      played.add(new SplExpression.Field(flag));
    }
    if (roles.size() > 1) {
      commands.add(new SplCommand.Eval("sg_stage", new SplExpression.Call("mvappend", played)));
    }
    commands.add(new SplCommand.Where(call("isnotnull", new SplExpression.Field("sg_stage"))));
    return commands;
  }

  /** The names of {@code count} helper fields. */
  static List<String> names(int count) {
    return IntStream.rangeClosed(1, count).mapToObj(i -> "sg_key" + i).toList();
  }

  /** The different values of a field. */
  private SplExpression values(Origin origin, Field field) {
    fields.checkReading(origin, field, reasons);
    SplExpression name = new SplExpression.Field(fields.nameOf(origin, field.name(), reasons));
    return call("mvdedup", field.type() == ValueType.LOWERCASE ? call("lower", name) : name);
  }

  private SplExpression values(Query.Stage stage, int key) {
    Query.JoinKey join = stage.keys().get(key);
    SplExpression values = values(stage.origin(), join.field());
    return join.optional() ? call("coalesce", values, new SplExpression.Text(MISSING)) : values;
  }

  /** The keys of rows that play one of the roles each. */
  List<SplCommand> ofRoles(List<Role> roles) {
    List<SplCommand> commands = new ArrayList<>();
    int count = roles.get(0).stage().keys().size();
    for (int i = 0; i < count; i++) {
      int key = i;
      boolean same = roles.stream().map(r -> r.stage().keys().get(key)).distinct().count() == 1;
      List<SplExpression> cases = new ArrayList<>();
      for (Role role : roles) {
        cases.add(role.isPlayed());
        cases.add(values(role.stage(), key));
      }
      SplExpression value =
          same ? values(roles.get(0).stage(), key) : new SplExpression.Call("case", cases);
      commands.add(new SplCommand.Eval(names(count).get(key), value));
    }
    names(count).forEach(name -> commands.add(new SplCommand.Expand(name)));
    return commands;
  }

  /** The keys of rows by the values of these fields; rows that lack one have no key. */
  List<SplCommand> ofFields(Origin origin, List<Field> by) {
    List<SplCommand> commands = new ArrayList<>();
    List<String> names = names(by.size());
    for (int i = 0; i < by.size(); i++) {
      commands.add(new SplCommand.Eval(names.get(i), values(origin, by.get(i))));
    }
    names.forEach(name -> commands.add(new SplCommand.Expand(name)));
    return commands;
  }

  /** The helper fields under the names of the fields. */
  SplCommand renamed(List<Field> by) {
    java.util.Map<String, String> names = new java.util.LinkedHashMap<>();
    for (int i = 0; i < by.size(); i++) {
      names.put(names(by.size()).get(i), fields.nameOf(by.get(i).name()));
    }
    return new SplCommand.Rename(names);
  }
}
