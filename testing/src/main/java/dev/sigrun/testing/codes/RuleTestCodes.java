package dev.sigrun.testing.codes;

import dev.sigrun.compiler.codes.CodePage;
import dev.sigrun.compiler.codes.CodePages;
import java.util.List;

/** The pages of the codes of this module. */
public final class RuleTestCodes {
  private RuleTestCodes() {}

  /** The pages, in the order of their codes. */
  public static List<CodePage> all() {
    return CodePages.read(RuleTestCodes.class);
  }
}
