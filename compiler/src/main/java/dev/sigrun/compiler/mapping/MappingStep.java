package dev.sigrun.compiler.mapping;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A step of a mapping, which maps some names. */
public sealed interface MappingStep {
  /** Maps {@code name}; empty if this step does not contain it. */
  Optional<MappedName> apply(String name);

  /** Names that become other names. */
  record Rename(Map<String, String> names) implements MappingStep {
    /** Copies the map. */
    public Rename {
      names = copy(names);
    }

    @Override
    public Optional<MappedName> apply(String name) {
      return Optional.ofNullable(names.get(name)).map(MappedName::to);
    }
  }

  /** Beginnings of names that become other beginnings; of several that fit the longest counts. */
  record Prefix(Map<String, String> prefixes) implements MappingStep {
    /** Copies the map. */
    public Prefix {
      prefixes = copy(prefixes);
    }

    @Override
    public Optional<MappedName> apply(String name) {
      return prefixes.entrySet().stream()
          .filter(entry -> name.startsWith(entry.getKey()))
          .filter(entry -> !entry.getValue().isEmpty() || name.length() > entry.getKey().length())
          .max((a, b) -> Integer.compare(a.getKey().length(), b.getKey().length()))
          .map(e -> MappedName.to(e.getValue() + name.substring(e.getKey().length())));
    }
  }

  /** Names whose values are spread over several fields. */
  record OneToMany(Map<String, List<String>> names) implements MappingStep {
    /** Copies the map. */
    public OneToMany {
      names = copy(names);
    }

    @Override
    public Optional<MappedName> apply(String name) {
      return Optional.ofNullable(names.get(name)).map(MappedName.Names::new);
    }
  }

  /** Names with other names that hold nearly the same, or more. */
  record Loose(Map<String, MappedName> names) implements MappingStep {
    /** Copies the map. */
    public Loose {
      names = copy(names);
    }

    @Override
    public Optional<MappedName> apply(String name) {
      return Optional.ofNullable(names.get(name));
    }
  }

  /** Fields whose tests are left out, each with the note that says why. */
  record Drop(Map<String, String> notes) implements MappingStep {
    /** Copies the map. */
    public Drop {
      notes = copy(notes);
    }

    @Override
    public Optional<MappedName> apply(String name) {
      return Optional.ofNullable(notes.get(name)).map(MappedName.Dropped::new);
    }
  }

  /** Fields that have no counterpart, each with the note that says why. */
  record Refuse(Map<String, String> notes) implements MappingStep {
    /** Copies the map. */
    public Refuse {
      notes = copy(notes);
    }

    @Override
    public Optional<MappedName> apply(String name) {
      return Optional.ofNullable(notes.get(name)).map(MappedName.Refused::new);
    }
  }

  private static <V> Map<String, V> copy(Map<String, V> map) {
    return Collections.unmodifiableMap(new LinkedHashMap<>(map));
  }
}
