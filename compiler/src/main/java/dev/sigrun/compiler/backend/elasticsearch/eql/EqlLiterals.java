package dev.sigrun.compiler.backend.elasticsearch.eql;

import dev.sigrun.compiler.backend.elasticsearch.dsl.LuceneRegex;
import dev.sigrun.compiler.diagnostic.DiagnosticKind;
import dev.sigrun.compiler.fidelity.Reasons;
import dev.sigrun.compiler.language.eql.syntax.EqlExpression;
import dev.sigrun.compiler.source.Origin;
import java.math.BigDecimal;

/** Writes constants; refuses those that EQL has no literal for. */
final class EqlLiterals {
  private static final DiagnosticKind LONE_SURROGATE =
      DiagnosticKind.unsupported("EEX013", "EQL cannot express an unpaired surrogate.");
  private static final DiagnosticKind BIG_NUMBER =
      DiagnosticKind.unsupported("EEX015", "EQL cannot express the number %s exactly.");
  private static final DiagnosticKind LONG_REGEX =
      DiagnosticKind.unsupported(
          "EEX018", "The regular expression has %s characters; servers allow %s.");

  private final Reasons reasons;

  EqlLiterals(Reasons reasons) {
    this.reasons = reasons;
  }

  /** A whole number as EQL writes it. */
  static EqlExpression.NumberLiteral number(Origin origin, long value) {
    boolean small = value >= Integer.MIN_VALUE && value <= Integer.MAX_VALUE;
    return new EqlExpression.NumberLiteral(origin, small ? (Number) (int) value : (Number) value);
  }

  /** A text. */
  EqlExpression.StringLiteral text(Origin origin, String text) {
    if (!EqlText.isWritable(text)) {
      reasons.refuse(LONE_SURROGATE, origin);
    }
    return new EqlExpression.StringLiteral(origin, text);
  }

  /** A regular expression of {@code regex}. */
  EqlExpression.StringLiteral regex(Origin origin, String regex) {
    if (regex.length() > LuceneRegex.LONGEST) {
      reasons.refuse(LONG_REGEX, origin, regex.length(), LuceneRegex.LONGEST);
    }
    return text(origin, regex);
  }

  /** A number. */
  EqlExpression decimal(Origin origin, BigDecimal value) {
    if (value.scale() <= 0 && value.toBigInteger().abs().bitLength() < Long.SIZE) {
      long whole = value.longValueExact();
      // The sign is not part of the literal.
      return whole >= 0
          ? number(origin, whole)
          : new EqlExpression.Sign(origin, true, number(origin, -whole));
    }
    double approximation = value.doubleValue();
    boolean exact =
        Double.isFinite(approximation)
            && (new BigDecimal(String.valueOf(approximation)).compareTo(value) == 0
                || new BigDecimal(approximation).compareTo(value) == 0);
    if (!exact) {
      reasons.refuse(BIG_NUMBER, origin, value);
    }
    EqlExpression positive = new EqlExpression.NumberLiteral(origin, Math.abs(approximation));
    return approximation < 0 ? new EqlExpression.Sign(origin, true, positive) : positive;
  }
}
