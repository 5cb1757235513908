package dev.sigrun.compiler.document;

import dev.sigrun.compiler.diagnostic.DiagnosticKind;
import dev.sigrun.compiler.source.Origin;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The tables of a TOML file while it is read: which exist, and who may still add to them. */
final class TomlTables {
  private static final DiagnosticKind DEFINED_TWICE =
      DiagnosticKind.error(
          "TOML008", "Key '%s' is already defined in line %s. Remove one of the two.");
  private static final DiagnosticKind NOT_EXTENSIBLE =
      DiagnosticKind.error(
          "TOML009", "Key '%s' is %s since line %s: nothing can be added to it here.");

  /** How a table came to be, which decides who may add to it. */
  private enum Home {
    /** As parent in the header of another table. */
    PARENT,
    /** By a header of its own. */
    HEADER,
    /** By a dotted key. */
    DOTTED_KEY
  }

  /** A part of a dotted key and where it is written. */
  record KeyPart(Origin origin, String name) {}

  /** A table that grows. */
  static final class Draft {
    private final Origin origin;
    private final Map<String, Slot> slots = new LinkedHashMap<>();
    private Home home;

    private Draft(Origin origin, Home home) {
      this.origin = origin;
      this.home = home;
    }

    DataValue.Table build() {
      Map<String, DataValue.Entry> entries = new LinkedHashMap<>();
      slots.forEach((name, slot) -> entries.put(name, new DataValue.Entry(slot.key, slot.build())));
      return new DataValue.Table(origin, entries);
    }
  }

  /** What a key of a draft holds: a finished value, a table that grows or a list of such tables. */
  private static final class Slot {
    private final Origin key;
    private @Nullable DataValue value;
    private final List<Draft> drafts = new ArrayList<>();
    private boolean list;

    private Slot(Origin key) {
      this.key = key;
    }

    private DataValue build() {
      if (value != null) {
        return value;
      }
      if (!list) {
        return drafts.get(0).build();
      }
      List<DataValue> tables = new ArrayList<>(drafts.size());
      drafts.forEach(draft -> tables.add(draft.build()));
      return new DataValue.Array(key, tables);
    }

    private String shape() {
      return value != null ? value.shape() : list ? "a list of tables" : "a table";
    }
  }

  private final TomlCursor cursor;
  private final Draft root;

  TomlTables(TomlCursor cursor) {
    this.cursor = cursor;
    this.root = new Draft(cursor.originFrom(cursor.position()), Home.HEADER);
  }

  Draft root() {
    return root;
  }

  static Draft inline(Origin origin) {
    return new Draft(origin, Home.HEADER);
  }

  /** The table of the header {@code [key]}. */
  Draft header(List<KeyPart> key, Origin origin) {
    Draft parent = parent(key);
    KeyPart last = key.get(key.size() - 1);
    Slot slot = parent.slots.get(last.name());
    if (slot == null) {
      return put(parent, last, new Draft(origin, Home.HEADER));
    }
    if (slot.value != null || slot.list || slot.drafts.get(0).home != Home.PARENT) {
      throw definedTwice(last, slot);
    }
    slot.drafts.get(0).home = Home.HEADER;
    return slot.drafts.get(0);
  }

  /** A further table of the list of the header {@code [[key]]}. */
  Draft element(List<KeyPart> key, Origin origin) {
    Draft parent = parent(key);
    KeyPart last = key.get(key.size() - 1);
    Slot slot = parent.slots.get(last.name());
    if (slot == null) {
      slot = new Slot(last.origin());
      slot.list = true;
      parent.slots.put(last.name(), slot);
    } else if (!slot.list) {
      throw definedTwice(last, slot);
    }
    Draft element = new Draft(origin, Home.HEADER);
    slot.drafts.add(element);
    return element;
  }

  /** Puts a value under a dotted key of {@code table}. */
  void put(Draft table, List<KeyPart> key, DataValue value) {
    Draft holder = table;
    for (KeyPart part : key.subList(0, key.size() - 1)) {
      Slot slot = holder.slots.get(part.name());
      if (slot == null) {
        holder = put(holder, part, new Draft(part.origin(), Home.DOTTED_KEY));
      } else if (slot.value != null || slot.list || slot.drafts.get(0).home != Home.DOTTED_KEY) {
        throw notExtensible(part, slot);
      } else {
        holder = slot.drafts.get(0);
      }
    }
    KeyPart last = key.get(key.size() - 1);
    Slot existing = holder.slots.get(last.name());
    if (existing != null) {
      throw definedTwice(last, existing);
    }
    Slot slot = new Slot(last.origin());
    slot.value = value;
    holder.slots.put(last.name(), slot);
  }

  private Draft parent(List<KeyPart> key) {
    Draft holder = root;
    for (KeyPart part : key.subList(0, key.size() - 1)) {
      Slot slot = holder.slots.get(part.name());
      if (slot == null) {
        holder = put(holder, part, new Draft(part.origin(), Home.PARENT));
      } else if (slot.value != null) {
        throw notExtensible(part, slot);
      } else {
        holder = slot.drafts.get(slot.drafts.size() - 1);
      }
    }
    return holder;
  }

  private static Draft put(Draft holder, KeyPart part, Draft draft) {
    Slot slot = new Slot(part.origin());
    slot.drafts.add(draft);
    holder.slots.put(part.name(), slot);
    return draft;
  }

  private SyntaxError definedTwice(KeyPart part, Slot first) {
    return report(DEFINED_TWICE, part, part.name(), line(first));
  }

  private SyntaxError notExtensible(KeyPart part, Slot first) {
    return report(NOT_EXTENSIBLE, part, part.name(), first.shape(), line(first));
  }

  private SyntaxError report(DiagnosticKind kind, KeyPart part, Object... arguments) {
    return cursor.error(kind, part.origin().span().start(), part.origin().span().end(), arguments);
  }

  private int line(Slot slot) {
    return cursor.source().position(slot.key.span().start()).line();
  }
}
