package dev.sigrun.compiler.backend.splunk;

import static dev.sigrun.compiler.backend.splunk.spl.SplExpression.call;
import static dev.sigrun.compiler.backend.splunk.spl.SplExpression.number;
import static dev.sigrun.compiler.backend.splunk.spl.SplExpression.of;

import dev.sigrun.compiler.backend.splunk.JoinKeys.Role;
import dev.sigrun.compiler.backend.splunk.spl.SplCommand;
import dev.sigrun.compiler.backend.splunk.spl.SplExpression;
import dev.sigrun.compiler.fidelity.Reasons;
import dev.sigrun.compiler.ir.Query;
import java.util.ArrayList;
import java.util.List;

/**
 * Writes samples. Each item gets an event of its own if, and only if, any items together have at
 * least as many events as they are.
 */
final class SampleWriter {
  private final SplunkFields fields;
  private final Reasons reasons;
  private final List<Role> roles = new ArrayList<>();
  private final List<SplCommand> commands = new ArrayList<>();

  SampleWriter(Query.Sample query, SplunkFields fields, Reasons reasons) {
    this.fields = fields;
    this.reasons = reasons;
    for (Query.Stage stage : query.stages()) {
      roles.add(new Role("s" + (roles.size() + 1), stage));
    }
  }

  /**
   * The commands after the selection of possible events.
   *
   * @param together whether several items are counted together, too
   */
  List<SplCommand> write(boolean together) {
    commands.addAll(JoinKeys.stages(roles, new SplPredicateWriter(fields, reasons)));
    commands.addAll(SplCommand.numbered("sg_event"));
    commands.add(new SplCommand.Expand("sg_stage"));
    commands.addAll(new JoinKeys(fields, reasons).ofRoles(roles));
    count(together);
    return commands;
  }

  private void count(boolean together) {
    List<SplCommand.Aggregate> counts = new ArrayList<>();
    List<SplExpression> enough = new ArrayList<>();
    for (int subset = 1; subset < 1 << roles.size(); subset++) {
      int size = Integer.bitCount(subset);
      if (size == 1 || together) {
        String name = "sg_events" + (counts.size() + 1);
        commands.add(
            new SplCommand.Eval(
                name,
                call(
                    "if",
                    SplExpression.any(played(subset)),
                    new SplExpression.Field("sg_event"),
                    call("null"))));
        counts.add(new SplCommand.Aggregate("dc", name, name));
        enough.add(
            of(
                new SplExpression.Field(name),
                SplExpression.Operator.GREATER_OR_EQUAL,
                number(size)));
      }
    }
    counts.add(new SplCommand.Aggregate("min", "_time", "first_time"));
    counts.add(new SplCommand.Aggregate("max", "_time", "last_time"));
    int keys = roles.get(0).stage().keys().size();
    commands.add(new SplCommand.Stats(counts, JoinKeys.names(keys)));
    commands.add(new SplCommand.Where(SplExpression.all(enough)));
    commands.add(
        new JoinKeys(fields, reasons)
            .renamed(roles.get(0).stage().keys().stream().map(Query.JoinKey::field).toList()));
    commands.add(new SplCommand.DropHelpers());
  }

  private List<SplExpression> played(int subset) {
    List<SplExpression> played = new ArrayList<>();
    for (int i = 0; i < roles.size(); i++) {
      if ((subset & 1 << i) != 0) {
        played.add(roles.get(i).isPlayed());
      }
    }
    return played;
  }
}
