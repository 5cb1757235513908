package dev.sigrun.compiler.language.esql.analysis;

import dev.sigrun.compiler.diagnostic.DidYouMean;
import dev.sigrun.compiler.diagnostic.Suggestions;
import dev.sigrun.compiler.language.esql.syntax.EsqlExpression.Column;
import dev.sigrun.compiler.language.esql.syntax.NamePattern;
import dev.sigrun.compiler.source.Origin;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * The columns of the table at one place of a query. After FROM all fields of the events are
 * columns, which are too many to list and not all known: the table is open until STATS.
 */
final class Columns {
  private final IndexFields fields;

  /** Columns that were computed, asked for, or used before. */
  private final Map<String, ColumnInfo> known = new LinkedHashMap<>();

  /** Fields that are no longer columns. */
  private final Set<String> gone = new HashSet<>();

  /** The KEEP and DROP commands so far, in order. */
  private final List<Selection> selections = new ArrayList<>();

  private boolean open = true;

  /** A KEEP or DROP. */
  private record Selection(Set<String> names, List<NamePattern> patterns, boolean keeps) {
    static Selection of(List<NamePattern> patterns, boolean keeps) {
      Set<String> names = new HashSet<>();
      List<NamePattern> wild = new ArrayList<>();
      for (NamePattern pattern : patterns) {
        if (pattern.isExact()) {
          names.add(pattern.text());
        } else {
          wild.add(pattern);
        }
      }
      return new Selection(names, wild, keeps);
    }

    boolean leaves(String name) {
      boolean matches =
          names.contains(name) || patterns.stream().anyMatch(pattern -> pattern.matches(name));
      return matches == keeps;
    }
  }

  Columns(IndexFields fields) {
    this.fields = fields;
  }

  /** The column of this name, if there is one. */
  Optional<ColumnInfo> find(Column column) {
    return find(column.name(), column.origin());
  }

  private Optional<ColumnInfo> find(String name, Origin origin) {
    ColumnInfo found = known.get(name);
    if (found != null && !found.isRead()) {
      return Optional.of(found);
    }
    if (found == null && !mayBeField(name)) {
      return Optional.empty();
    }
    // What an unknown field is may have been settled since.
    ColumnInfo.Kind kind = found == null ? ColumnInfo.Kind.FIELD : found.kind();
    return fields
        .typeOf(found == null ? name : found.field(), origin)
        .map(type -> new ColumnInfo(type, kind, found == null ? name : found.field()));
  }

  private boolean mayBeField(String name) {
    return open
        && !Metadata.isName(name)
        && !gone.contains(name)
        && selections.stream().allMatch(selection -> selection.leaves(name));
  }

  /** Adds a column or replaces one. */
  void put(String name, ColumnInfo column) {
    known.put(name, column);
  }

  /** Keeps only columns that one of the patterns matches. */
  void keep(List<NamePattern> patterns) {
    for (NamePattern pattern : patterns) {
      if (pattern.isExact()) {
        find(pattern.text(), pattern.origin()).ifPresent(found -> put(pattern.text(), found));
      }
    }
    select(Selection.of(patterns, true));
  }

  /** Removes the columns that one of the patterns matches. */
  void drop(List<NamePattern> patterns) {
    select(Selection.of(patterns, false));
  }

  private void select(Selection selection) {
    known.keySet().removeIf(name -> !selection.leaves(name));
    selections.add(selection);
  }

  /** Gives a column another name. */
  void rename(String from, String to, ColumnInfo column) {
    known.remove(from);
    gone.add(from);
    known.put(to, column);
  }

  /** Replaces all columns. */
  void replaceBy(Map<String, ColumnInfo> columns) {
    open = false;
    known.clear();
    known.putAll(columns);
  }

  /** Whether {@code pattern} matches some column. */
  boolean matches(NamePattern pattern, Origin origin) {
    if (pattern.isExact()) {
      return find(pattern.text(), origin).isPresent();
    }
    return known.keySet().stream().anyMatch(pattern::matches) || (open && fields.mayMatch(pattern));
  }

  /** A sentence that suggests the nearest columns, with a leading blank, or nothing. */
  DidYouMean didYouMean(String name) {
    DidYouMean own = Suggestions.didYouMean(name, known.keySet());
    return own.isEmpty() && open ? fields.didYouMean(name) : own;
  }

  /** Settles what the type of an unknown field is. */
  void settle(Column column, EsqlType type) {
    ColumnInfo found = known.get(column.name());
    if (found == null || found.isRead()) {
      fields.settle(found == null ? column.name() : found.field(), type);
    }
  }
}
