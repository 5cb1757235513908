package dev.sigrun.compiler.language.sigma.pipeline;

import dev.sigrun.compiler.diagnostic.DiagnosticKind;
import dev.sigrun.compiler.diagnostic.DiagnosticSink;
import dev.sigrun.compiler.document.DataValue;
import dev.sigrun.compiler.language.sigma.syntax.LogSource;
import dev.sigrun.compiler.language.sigma.syntax.SigmaCondition;
import dev.sigrun.compiler.language.sigma.syntax.SigmaDetection;
import dev.sigrun.compiler.language.sigma.syntax.SigmaModifier;
import dev.sigrun.compiler.language.sigma.syntax.SigmaRule;
import dev.sigrun.compiler.language.sigma.syntax.SigmaValue;
import dev.sigrun.compiler.source.Origin;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** A rule while the items of pipelines are applied to it, one after the other. */
final class RuleRewrite {
  private static final DiagnosticKind REFUSED =
      DiagnosticKind.unsupported("PIPE040", "pipeline", "A pipeline refuses the rule: %s");
  private static final DiagnosticKind NOTHING_LEFT =
      DiagnosticKind.error("PIPE041", "Pipelines removed every condition of the rule.");

  /** How identifiers begin that pipelines add; no pattern of a rule means them. */
  private static final String ADDED = "_pipeline_";

  /** An attribute of the log source in a template. */
  private static final Pattern ATTRIBUTE =
      Pattern.compile("\\$(?:\\{(category|product|service)}|(category|product|service))");

  private final Set<String> filled;
  private final DiagnosticSink sink;
  private final Origin origin;
  private final Map<String, DataValue> state = new HashMap<>();
  private final Map<String, DataValue> attributes = new HashMap<>();
  private final Set<String> applied = new HashSet<>();
  private final IdentityHashMap<SigmaDetection.Item, Set<String>> appliedTo =
      new IdentityHashMap<>();
  private SigmaRule rule;
  private int added;
  private boolean broken;

  /**
   * Begins with {@code rule}.
   *
   * @param filled names of placeholders that have values
   */
  RuleRewrite(SigmaRule rule, Set<String> filled, DiagnosticSink sink) {
    this.rule = rule;
    this.origin = rule.origin();
    this.filled = filled;
    this.sink = sink;
  }

  /** Whether a pipeline added a condition. */
  static boolean hasCondition(SigmaRule rule) {
    return rule.identifiers().stream().anyMatch(each -> each.name().startsWith(ADDED));
  }

  /** The rule as it is now. */
  SigmaRule result() {
    return rule;
  }

  /** Applies items in their order. */
  void apply(List<PipelineItem> items) {
    for (PipelineItem item : items) {
      if (!broken && item.rules().isOpen(this::holds)) {
        apply(item);
        if (!item.id().isEmpty()) {
          applied.add(item.id());
        }
      }
    }
  }

  private void apply(PipelineItem item) {
    item.transformation()
        .accept(
            new Transformation.Visitor() {
              @Override
              public void visitAddCondition(Transformation.AddCondition add) {
                add(add);
              }

              @Override
              public void visitChangeLogSource(Transformation.ChangeLogSource change) {
                changeLogSource(change.source());
              }

              @Override
              public void visitRefuseRule(Transformation.RefuseRule refuse) {
                refuse(origin, refuse.message());
              }

              @Override
              public void visitSetState(Transformation.SetState set) {
                state.put(set.key(), set.value());
              }

              @Override
              public void visitSetAttribute(Transformation.SetAttribute set) {
                attributes.put(set.name(), set.value());
              }

              @Override
              public void visitNested(Transformation.Nested nested) {
                apply(nested.items());
              }

              @Override
              public void visitNothing(Transformation.Nothing nothing) {}

              @Override
              public void visitItems(Transformation.OfItems items) {
                rewriteItems(item, items);
              }
            });
  }

  private void changeLogSource(LogSource source) {
    LogSource changed =
        new LogSource(
            rule.logSource().origin(), source.category(), source.product(), source.service());
    rule = with(changed, rule.identifiers(), rule.condition());
  }

  private void refuse(Origin place, String message) {
    sink.report(REFUSED, place.source(), place.span(), message);
    broken = true;
  }

  private void add(Transformation.AddCondition add) {
    String name = ADDED + added++;
    List<SigmaDetection> items = new ArrayList<>();
    add.fields()
        .forEach(
            (field, values) ->
                items.add(
                    new SigmaDetection.Item(
                        origin,
                        Optional.of(field),
                        List.of(),
                        values.stream().map(value -> value(value, add.template())).toList())));
    if (items.isEmpty()) {
      return;
    }
    List<SigmaRule.Identifier> identifiers = new ArrayList<>(rule.identifiers());
    identifiers.add(new SigmaRule.Identifier(origin, name, new SigmaDetection.All(origin, items)));
    SigmaCondition more = new SigmaCondition.Name(origin, name);
    rule =
        with(
            rule.logSource(),
            identifiers,
            new SigmaCondition.And(
                rule.condition().origin(),
                List.of(
                    add.negated() ? new SigmaCondition.Not(origin, more) : more,
                    rule.condition())));
  }

  private SigmaValue value(DataValue value, boolean template) {
    SigmaValue made = PipelineValues.of(value, origin);
    if (!template || !(made instanceof SigmaValue.Text text)) {
      return made;
    }
    String filledIn =
        ATTRIBUTE
            .matcher(text.written())
            .replaceAll(
                hole ->
                    Matcher.quoteReplacement(
                        attribute(hole.group(1) == null ? hole.group(2) : hole.group(1))));
    return new SigmaValue.Text(origin, filledIn);
  }

  /** An attribute of the log source; empty if it has none. */
  private String attribute(String name) {
    LogSource source = rule.logSource();
    Optional<String> attribute =
        switch (name) {
          case "category" -> source.category();
          case "product" -> source.product();
          default -> source.service();
        };
    return attribute.orElse("");
  }

  private SigmaRule with(
      LogSource source, List<SigmaRule.Identifier> identifiers, SigmaCondition condition) {
    return new SigmaRule(rule.origin(), source, identifiers, condition, rule.tags());
  }

  // Items of detections

  private void rewriteItems(PipelineItem item, Transformation.OfItems transformation) {
    ItemRewrite rewrite = new ItemRewrite(transformation, filled);
    List<SigmaRule.Identifier> identifiers = new ArrayList<>();
    for (SigmaRule.Identifier each : rule.identifiers()) {
      rewrite(each.detection(), item, rewrite)
          .ifPresent(
              detection ->
                  identifiers.add(new SigmaRule.Identifier(each.origin(), each.name(), detection)));
    }
    Optional<SigmaCondition> condition =
        identifiers.size() == rule.identifiers().size()
            ? Optional.of(rule.condition())
            : new ConditionPruning(identifiers).prune(rule.condition());
    if (condition.isEmpty()) {
      sink.report(NOTHING_LEFT, origin.source(), origin.span());
      broken = true;
    }
    condition.ifPresent(left -> rule = with(rule.logSource(), identifiers, left));
  }

  private Optional<SigmaDetection> rewrite(
      SigmaDetection detection, PipelineItem item, ItemRewrite rewrite) {
    if (detection instanceof SigmaDetection.Item single) {
      return single(single, item, rewrite);
    }
    boolean all = detection instanceof SigmaDetection.All;
    List<SigmaDetection> parts =
        detection instanceof SigmaDetection.All map
            ? map.parts()
            : ((SigmaDetection.Any) detection).parts();
    List<SigmaDetection> left =
        parts.stream().flatMap(part -> rewrite(part, item, rewrite).stream()).toList();
    if (left.isEmpty()) {
      return Optional.empty();
    }
    return Optional.of(
        all
            ? new SigmaDetection.All(detection.origin(), left)
            : new SigmaDetection.Any(detection.origin(), left));
  }

  private Optional<SigmaDetection> single(
      SigmaDetection.Item single, PipelineItem item, ItemRewrite rewrite) {
    boolean open =
        item.items().isOpen(condition -> holds(condition, single))
            && item.fields().isOpen(condition -> holds(condition, single));
    if (!open) {
      return Optional.of(single);
    }
    if (item.transformation() instanceof Transformation.RefuseItem refusal) {
      refuse(single.origin(), refusal.message());
      return Optional.of(single);
    }
    List<SigmaDetection.Item> made = rewrite.apply(single);
    Set<String> marks = new HashSet<>(appliedTo.getOrDefault(single, Set.of()));
    if (!item.id().isEmpty() && !made.equals(List.of(single))) {
      marks.add(item.id());
    }
    made.forEach(each -> appliedTo.put(each, marks));
    if (made.size() < 2) {
      return made.stream().<SigmaDetection>map(each -> each).findFirst();
    }
    // Of several fields one must fit; but all must be missing, or different. Hashes of several
    // algorithms are as many as the item asks for.
    List<SigmaDetection> parts = List.copyOf(made);
    boolean split = item.transformation() instanceof Transformation.SplitHashes;
    return Optional.of(
        ItemRewrite.isNegative(single) || (split && single.has(SigmaModifier.Kind.ALL))
            ? new SigmaDetection.All(single.origin(), parts)
            : new SigmaDetection.Any(single.origin(), parts));
  }

  // Conditions of items of pipelines

  private boolean holds(RuleCondition condition) {
    if (condition instanceof RuleCondition.IsOf of) {
      return rule.logSource().isWithin(of.source());
    }
    if (condition instanceof RuleCondition.HasField has) {
      return items().anyMatch(item -> item.field().equals(Optional.of(has.field())));
    }
    if (condition instanceof RuleCondition.HasItem has) {
      return items()
          .filter(item -> item.field().equals(Optional.of(has.field())))
          .anyMatch(
              item ->
                  item.values().stream()
                      .anyMatch(value -> PipelineValues.equal(value, has.value())));
    }
    if (condition instanceof RuleCondition.Applied asked) {
      return applied.contains(asked.id());
    }
    if (condition instanceof RuleCondition.State asked) {
      return isState(asked.key(), asked.value());
    }
    if (condition instanceof RuleCondition.Kind kind) {
      return !kind.correlation();
    }
    return condition instanceof RuleCondition.Tag tag
        ? rule.tags().contains(tag.name())
        : new AttributeComparison((RuleCondition.Attribute) condition).holds(attributes);
  }

  private boolean isState(String key, DataValue value) {
    DataValue found = state.get(key);
    return found != null && found.plain().equals(value.plain());
  }

  private boolean holds(ItemCondition condition, SigmaDetection.Item item) {
    if (condition instanceof ItemCondition.Applied asked) {
      return appliedTo.getOrDefault(item, Set.of()).contains(asked.id());
    }
    if (condition instanceof ItemCondition.State asked) {
      return isState(asked.key(), asked.value());
    }
    return ItemRewrite.holds(condition, item);
  }

  private boolean holds(FieldCondition condition, SigmaDetection.Item item) {
    if (condition instanceof FieldCondition.Applied asked) {
      return appliedTo.getOrDefault(item, Set.of()).contains(asked.id());
    }
    if (condition instanceof FieldCondition.State asked) {
      return isState(asked.key(), asked.value());
    }
    if (item.field().isEmpty()) {
      return false;
    }
    String name = item.field().get();
    return condition instanceof FieldCondition.Named named
        ? named.names().contains(name) != named.excluded()
        : ((FieldCondition.Like) condition)
                .patterns().stream()
                    .anyMatch(pattern -> BoundedText.matcher(pattern, name).lookingAt())
            != ((FieldCondition.Like) condition).excluded();
  }

  private Stream<SigmaDetection.Item> items() {
    return rule.identifiers().stream().flatMap(each -> items(each.detection()));
  }

  private static Stream<SigmaDetection.Item> items(SigmaDetection detection) {
    if (detection instanceof SigmaDetection.Item item) {
      return Stream.of(item);
    }
    return (detection instanceof SigmaDetection.All all
            ? all.parts()
            : ((SigmaDetection.Any) detection).parts())
        .stream().flatMap(RuleRewrite::items);
  }
}
