package dev.sigrun.runtime.pattern;

import dev.sigrun.runtime.pattern.Wildcard.AnyRun;
import dev.sigrun.runtime.pattern.Wildcard.Literal;
import dev.sigrun.runtime.pattern.Wildcard.Segment;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** Patterns sorted by their shape, so that most values are decided without a general search. */
final class WildcardProgram {
  private boolean matchesAll;
  private final Set<String> exacts = new HashSet<>();
  private final String[] prefixes;
  private final String[] suffixes;
  private final String[] infixes;
  private final Enclosed[] enclosed;
  private final GeneralWildcard[] generals;

  /** A pattern of the form {@code prefix*suffix}. */
  private record Enclosed(String prefix, String suffix) {
    boolean matches(String value) {
      return value.length() >= prefix.length() + suffix.length()
          && value.startsWith(prefix)
          && value.endsWith(suffix);
    }
  }

  private WildcardProgram(List<Wildcard> patterns, boolean folded) {
    List<String> prefixList = new ArrayList<>();
    List<String> suffixList = new ArrayList<>();
    List<String> infixList = new ArrayList<>();
    List<Enclosed> enclosedList = new ArrayList<>();
    List<GeneralWildcard> generalList = new ArrayList<>();
    for (Wildcard pattern : patterns) {
      List<Segment> segments = folded ? fold(pattern.segments()) : pattern.segments();
      switch (shape(segments)) {
        case "" -> exacts.add("");
        case "L" -> exacts.add(text(segments, 0));
        case "*" -> matchesAll = true;
        case "L*" -> prefixList.add(text(segments, 0));
        case "*L" -> suffixList.add(text(segments, 1));
        case "*L*" -> infixList.add(text(segments, 1));
        case "L*L" -> enclosedList.add(new Enclosed(text(segments, 0), text(segments, 2)));
        default -> generalList.add(new GeneralWildcard(segments));
      }
    }
    prefixes = prefixList.toArray(new String[0]);
    suffixes = suffixList.toArray(new String[0]);
    infixes = infixList.toArray(new String[0]);
    enclosed = enclosedList.toArray(new Enclosed[0]);
    generals = generalList.toArray(new GeneralWildcard[0]);
  }

  /**
   * Compiles {@code patterns}.
   *
   * @param folded whether values will be given in folded form
   */
  static WildcardProgram compile(List<Wildcard> patterns, boolean folded) {
    return new WildcardProgram(patterns, folded);
  }

  boolean matches(String value) {
    if (matchesAll || exacts.contains(value)) {
      return true;
    }
    for (String prefix : prefixes) {
      if (value.startsWith(prefix)) {
        return true;
      }
    }
    for (String suffix : suffixes) {
      if (value.endsWith(suffix)) {
        return true;
      }
    }
    for (Enclosed each : enclosed) {
      if (each.matches(value)) {
        return true;
      }
    }
    for (String infix : infixes) {
      if (value.contains(infix)) {
        return true;
      }
    }
    for (GeneralWildcard general : generals) {
      if (general.matches(value)) {
        return true;
      }
    }
    return false;
  }

  /** One letter per segment, of at most four. */
  private static String shape(List<Segment> segments) {
    StringBuilder shape = new StringBuilder();
    for (Segment segment : segments.subList(0, Math.min(4, segments.size()))) {
      shape.append(segment instanceof Literal ? 'L' : segment instanceof AnyRun ? '*' : '?');
    }
    return shape.toString();
  }

  private static String text(List<Segment> segments, int index) {
    return ((Literal) segments.get(index)).text();
  }

  private static List<Segment> fold(List<Segment> segments) {
    List<Segment> folded = new ArrayList<>(segments.size());
    for (Segment segment : segments) {
      folded.add(
          segment instanceof Literal literal
              ? new Literal(CaseFolding.fold(literal.text()))
              : segment);
    }
    return folded;
  }

  /**
   * A pattern of any shape: pieces between runs, found one after the other as early as possible.
   */
  private static final class GeneralWildcard {
    private final Piece[] pieces;

    GeneralWildcard(List<Segment> segments) {
      List<Piece> all = new ArrayList<>();
      List<Segment> piece = new ArrayList<>();
      for (Segment segment : segments) {
        if (segment instanceof AnyRun) {
          all.add(new Piece(piece));
          piece = new ArrayList<>();
        } else {
          piece.add(segment);
        }
      }
      all.add(new Piece(piece));
      pieces = all.toArray(new Piece[0]);
    }

    boolean matches(String value) {
      int position = pieces[0].endAt(value, 0);
      if (pieces.length == 1 || position < 0) {
        return position == value.length();
      }
      for (int i = 1; i < pieces.length - 1; i++) {
        position = pieces[i].endOfFirst(value, position);
        if (position < 0) {
          return false;
        }
      }
      return pieces[pieces.length - 1].startBefore(value, value.length()) >= position;
    }
  }

  /** Literals and single characters, without a run. */
  private static final class Piece {
    private final List<Segment> segments;

    Piece(List<Segment> segments) {
      this.segments = List.copyOf(segments);
    }

    /** The end of the piece that starts at {@code start}; -1 if there is none. */
    int endAt(String value, int start) {
      int position = start;
      for (Segment segment : segments) {
        if (segment instanceof Literal literal) {
          if (!value.startsWith(literal.text(), position)) {
            return -1;
          }
          position += literal.text().length();
        } else if (position < value.length()) {
          position += Character.charCount(value.codePointAt(position));
        } else {
          return -1;
        }
      }
      return position;
    }

    /** The start of the piece that ends at {@code end}; -1 if there is none. */
    int startBefore(String value, int end) {
      int position = end;
      for (int i = segments.size() - 1; i >= 0; i--) {
        if (segments.get(i) instanceof Literal literal) {
          position -= literal.text().length();
          if (position < 0 || !value.startsWith(literal.text(), position)) {
            return -1;
          }
        } else if (position > 0) {
          position -= Character.charCount(value.codePointBefore(position));
        } else {
          return -1;
        }
      }
      return position;
    }

    /** The end of the first occurrence at or after {@code start}; -1 if there is none. */
    int endOfFirst(String value, int start) {
      if (segments.get(0) instanceof Literal literal) {
        int at = value.indexOf(literal.text(), start);
        while (at >= 0) {
          int end = segments.size() == 1 ? at + literal.text().length() : endAt(value, at);
          if (end >= 0) {
            return end;
          }
          at = value.indexOf(literal.text(), at + 1);
        }
        return -1;
      }
      for (int at = start; at < value.length(); at += Character.charCount(value.codePointAt(at))) {
        int end = endAt(value, at);
        if (end >= 0) {
          return end;
        }
      }
      return -1;
    }
  }
}
