package dev.sigrun.cli.migration;

import java.util.List;

/** A part of a page, whatever it is written in. Texts are plain: each writer escapes them. */
sealed interface Block {
  /**
   * A heading.
   *
   * @param level 1 for the title of the page
   */
  record Heading(int level, String text) implements Block {}

  /** A paragraph. */
  record Paragraph(String text) implements Block {}

  /**
   * A table.
   *
   * @param columns their headings
   * @param rows each with a cell for every column
   */
  record Table(List<String> columns, List<List<Cell>> rows) implements Block {
    /** Copies the lists. */
    public Table {
      columns = List.copyOf(columns);
      rows = List.copyOf(rows);
    }
  }

  /**
   * A cell.
   *
   * @param lines its text
   * @param kind how it is shown
   */
  record Cell(List<String> lines, Kind kind) {
    /** Copies the list. */
    public Cell {
      lines = List.copyOf(lines);
    }

    static Cell of(String text) {
      return new Cell(List.of(text), Kind.TEXT);
    }

    static Cell of(long number) {
      return new Cell(List.of(String.valueOf(number)), Kind.NUMBER);
    }

    static Cell code(String text) {
      return new Cell(text.isEmpty() ? List.of() : List.of(text), Kind.CODE);
    }
  }

  /** How a cell is shown. */
  enum Kind {
    TEXT,
    NUMBER,
    /** A name of a file or a field. */
    CODE,
    EXACT,
    APPROXIMATE,
    REFUSED
  }
}
