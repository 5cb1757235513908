package dev.sigrun.compiler.language.sigma.pipeline;

import dev.sigrun.compiler.language.sigma.syntax.SigmaDetection;
import dev.sigrun.compiler.language.sigma.syntax.SigmaModifier.Kind;
import dev.sigrun.compiler.language.sigma.syntax.SigmaModifier.Role;
import dev.sigrun.compiler.language.sigma.syntax.SigmaValue;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Splits a list of hashes into an item for each algorithm. */
final class HashSplit {
  private static final Pattern HASH =
      Pattern.compile("\\**(?:([A-Za-z0-9]+)[=|:])?([0-9A-Fa-f]+),?\\**");
  private static final Map<Integer, String> NAME_BY_LENGTH =
      Map.of(32, "MD5", 40, "SHA1", 64, "SHA256", 128, "SHA512");

  private HashSplit() {}

  /** The items that {@code item} becomes; itself if some value is not a hash that counts. */
  static List<SigmaDetection.Item> apply(
      Transformation.SplitHashes split, SigmaDetection.Item item) {
    boolean parsed =
        split.parsed().map(name -> item.field().equals(Optional.of(name))).orElse(true);
    if (!parsed || item.field().isEmpty() || item.has(Kind.RE) || item.has(Kind.EXISTS)) {
      return List.of(item);
    }
    Map<String, List<SigmaValue>> values = new LinkedHashMap<>();
    for (SigmaValue value : item.values()) {
      Matcher hash = HASH.matcher(PipelineValues.text(value));
      if (!hash.matches()) {
        return List.of(item);
      }
      String name = hash.group(1) == null ? "" : hash.group(1).toUpperCase(Locale.ROOT);
      String known =
          name.isEmpty() ? NAME_BY_LENGTH.getOrDefault(hash.group(2).length(), "") : name;
      if (!split.algorithms().contains(known)) {
        return List.of(item);
      }
      values
          .computeIfAbsent(known, ignored -> new ArrayList<>())
          .add(new SigmaValue.Text(value.origin(), hash.group(2)));
    }
    List<SigmaDetection.Item> items = new ArrayList<>();
    values.forEach(
        (name, hashes) ->
            items.add(
                new SigmaDetection.Item(
                    item.origin(),
                    Optional.of(split.fieldOf(name)),
                    item.modifiers().stream()
                        .filter(modifier -> modifier.kind().role() != Role.PLACE)
                        .toList(),
                    hashes)));
    return items;
  }
}
