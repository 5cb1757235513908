package dev.sigrun.compiler.language.sigma.pipeline;

import dev.sigrun.compiler.language.FieldTests;
import dev.sigrun.compiler.language.sigma.syntax.SigmaDetection;
import dev.sigrun.compiler.language.sigma.syntax.SigmaModifier.Kind;
import dev.sigrun.compiler.language.sigma.syntax.SigmaValue;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** Applies a transformation to single items of detections. */
final class ItemRewrite {
  private static final Pattern PLACEHOLDER = Pattern.compile("%([^%\\s\\\\]+)%");
  private static final Pattern CAPITAL = Pattern.compile("(?<=[a-z0-9])(?=[A-Z])");

  private final Transformation.OfItems transformation;
  private final Set<String> filled;

  ItemRewrite(Transformation.OfItems transformation, Set<String> filled) {
    this.transformation = transformation;
    this.filled = filled;
  }

  /** Whether the item asks for absence or difference, so that copies of it must all hold. */
  static boolean isNegative(SigmaDetection.Item item) {
    return item.has(Kind.NEQ)
        || item.values().stream().anyMatch(SigmaValue.Null.class::isInstance)
        || (item.has(Kind.EXISTS)
            && item.values().stream()
                .anyMatch(value -> value instanceof SigmaValue.Truth truth && !truth.value()));
  }

  static boolean holds(ItemCondition condition, SigmaDetection.Item item) {
    if (condition instanceof ItemCondition.MatchesText matches) {
      return holds(
              item,
              matches.all(),
              value ->
                  value instanceof SigmaValue.Text text
                      && BoundedText.matcher(matches.pattern(), text.written()).lookingAt())
          != matches.negated();
    }
    if (condition instanceof ItemCondition.HasValue has) {
      return holds(item, has.all(), value -> PipelineValues.equal(value, has.value()));
    }
    if (condition instanceof ItemCondition.HasWildcard has) {
      return holds(
          item,
          has.all(),
          value -> value instanceof SigmaValue.Text text && PipelineTexts.hasWildcard(text));
    }
    return condition instanceof ItemCondition.IsNull isNull
        && holds(item, isNull.all(), SigmaValue.Null.class::isInstance);
  }

  private static boolean holds(
      SigmaDetection.Item item, boolean all, Predicate<SigmaValue> condition) {
    Stream<SigmaValue> values = item.values().stream();
    return all ? values.allMatch(condition) : values.anyMatch(condition);
  }

  /** The items that replace the item: none, one, or several of which one must hold. */
  List<SigmaDetection.Item> apply(SigmaDetection.Item item) {
    if (transformation instanceof Transformation.DropItems) {
      return List.of();
    }
    if (transformation instanceof Transformation.SplitHashes split) {
      return HashSplit.apply(split, item);
    }
    Optional<List<String>> names = item.field().flatMap(this::renamed);
    if (names.isPresent()) {
      SigmaDetection.Item referring = withReferences(item);
      return names.get().stream().map(name -> named(referring, name)).toList();
    }
    SigmaDetection.Item changed = withReferences(item);
    List<SigmaValue> values =
        changed.values().stream().flatMap(value -> values(changed, value).stream()).toList();
    return List.of(values.equals(changed.values()) ? changed : valued(changed, values));
  }

  private static SigmaDetection.Item named(SigmaDetection.Item item, String name) {
    return new SigmaDetection.Item(
        item.origin(), Optional.of(name), item.modifiers(), item.values());
  }

  static SigmaDetection.Item valued(SigmaDetection.Item item, List<SigmaValue> values) {
    return new SigmaDetection.Item(item.origin(), item.field(), item.modifiers(), values);
  }

  /** Fields that a field is compared with have names, too. */
  private SigmaDetection.Item withReferences(SigmaDetection.Item item) {
    if (!item.has(Kind.FIELDREF)) {
      return item;
    }
    List<SigmaValue> values = new ArrayList<>();
    for (SigmaValue value : item.values()) {
      Optional<List<String>> names =
          value instanceof SigmaValue.Text text ? renamed(text.written()) : Optional.empty();
      names.ifPresentOrElse(
          found -> found.forEach(name -> values.add(new SigmaValue.Text(value.origin(), name))),
          () -> values.add(value));
    }
    return values.equals(item.values()) ? item : valued(item, values);
  }

  /** The names that a field gets; empty if its name stays. */
  private Optional<List<String>> renamed(String name) {
    if (transformation instanceof Transformation.RenameFields rename) {
      return Optional.ofNullable(rename.names().get(name));
    }
    if (transformation instanceof Transformation.RenamePrefixes rename) {
      return rename.prefixes().entrySet().stream()
          .filter(each -> name.startsWith(each.getKey()))
          .findFirst()
          .map(
              each ->
                  each.getValue().stream()
                      .map(to -> to + name.substring(each.getKey().length()))
                      .toList());
    }
    if (transformation instanceof Transformation.ExtendNames extend) {
      return Optional.of(List.of(extend.prefix() + name + extend.suffix()));
    }
    return transformation instanceof Transformation.RecaseNames recase
        ? Optional.of(List.of(recased(recase.method(), name)))
        : Optional.empty();
  }

  private static String recased(String method, String name) {
    return switch (method) {
      case "lower" -> name.toLowerCase(Locale.ROOT);
      case "upper" -> name.toUpperCase(Locale.ROOT);
      case "lowerfirst" -> first(name, text -> text.toLowerCase(Locale.ROOT));
      case "snake_case" -> CAPITAL.matcher(name).replaceAll("_").toLowerCase(Locale.ROOT);
      case "camel_case" -> first(words(name), text -> text.toLowerCase(Locale.ROOT));
      case "pascal_case" -> words(name);
      default -> first(name, text -> text.toUpperCase(Locale.ROOT));
    };
  }

  private static String first(String name, UnaryOperator<String> change) {
    return name.isEmpty() ? name : change.apply(name.substring(0, 1)) + name.substring(1);
  }

  private static String words(String name) {
    StringBuilder joined = new StringBuilder();
    for (String word : name.split("_", -1)) {
      joined.append(first(word, text -> text.toUpperCase(Locale.ROOT)));
    }
    return joined.toString();
  }

  private List<SigmaValue> values(SigmaDetection.Item item, SigmaValue value) {
    if (transformation instanceof Transformation.SetValue set) {
      return List.of(PipelineValues.of(set.value(), value.origin()));
    }
    if (transformation instanceof Transformation.ConvertType convert) {
      return List.of(converted(convert, value));
    }
    if (!(value instanceof SigmaValue.Text text)) {
      return List.of(value);
    }
    if (transformation instanceof Transformation.MapTexts map) {
      return mapped(map.texts(), text);
    }
    if (transformation instanceof Transformation.ReplaceText replace) {
      String replaced =
          item.has(Kind.RE)
              ? BoundedText.matcher(replace.pattern(), text.written())
                  .replaceAll(replace.replacement())
              : PipelineTexts.replace(replace, text.written());
      return List.of(new SigmaValue.Text(text.origin(), replaced));
    }
    if (transformation instanceof Transformation.Recase recase && !item.has(Kind.RE)) {
      String written = text.written();
      return List.of(
          new SigmaValue.Text(
              text.origin(),
              recase.upper()
                  ? written.toUpperCase(Locale.ROOT)
                  : written.toLowerCase(Locale.ROOT)));
    }
    return transformation instanceof Transformation.FillPlaceholders fill
            && fill.wildcard()
            && item.has(Kind.EXPAND)
        ? List.of(wildcards(fill, text))
        : List.of(value);
  }

  private static SigmaValue converted(Transformation.ConvertType convert, SigmaValue value) {
    if (!convert.toNumber() && value instanceof SigmaValue.Numeric number) {
      return new SigmaValue.Text(value.origin(), number.value().toPlainString());
    }
    if (convert.toNumber() && value instanceof SigmaValue.Text text) {
      return FieldTests.number(text.written())
          .<SigmaValue>map(number -> new SigmaValue.Numeric(value.origin(), number))
          .orElse(value);
    }
    return value;
  }

  private static List<SigmaValue> mapped(Map<String, List<String>> texts, SigmaValue.Text text) {
    List<String> to = texts.getOrDefault(text.written(), List.of(text.written()));
    return to.stream().<SigmaValue>map(each -> new SigmaValue.Text(text.origin(), each)).toList();
  }

  /** Placeholders without values become wildcards. */
  private SigmaValue wildcards(Transformation.FillPlaceholders fill, SigmaValue.Text text) {
    Matcher matcher = PLACEHOLDER.matcher(text.written());
    String written =
        matcher.replaceAll(
            found ->
                fill.fills(found.group(1)) && !filled.contains(found.group(1))
                    ? "*"
                    : Matcher.quoteReplacement(found.group()));
    return new SigmaValue.Text(text.origin(), written);
  }
}
