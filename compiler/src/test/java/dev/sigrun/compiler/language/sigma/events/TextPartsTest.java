package dev.sigrun.compiler.language.sigma.events;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sigrun.compiler.ir.Predicate;
import dev.sigrun.compiler.ir.value.CaseSensitivity;
import dev.sigrun.runtime.pattern.Wildcard;
import dev.sigrun.runtime.pattern.Wildcards;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** What becomes of tests whose text events keep in parts. */
class TextPartsTest {
  private static final String HASH = "0123456789abcdef0123456789ABCDEF";

  private static Optional<Predicate> matches(TextParts rule, String pattern) {
    return rule.matches(Matches.HERE, Wildcard.parseEscaped(pattern), CaseSensitivity.INSENSITIVE);
  }

  private static String test(TextParts rule, String pattern) {
    return matches(rule, pattern).map(Object::toString).orElse("no");
  }

  @Test
  void hashesAreFoundInTheFieldOfTheirAlgorithm() {
    HashParts rule = HashParts.of("process");
    String lower = HASH.toLowerCase(java.util.Locale.ROOT);
    assertThat(test(rule, "*IMPHASH=" + HASH + "*"))
        .isEqualTo("(in~ process.pe.imphash \"" + lower + "\")");
    assertThat(test(rule, "*md5=" + HASH + ",*"))
        .isEqualTo("(in~ process.hash.md5 \"" + lower + "\")");
    assertThat(test(rule, "*" + HASH + "*"))
        .contains("(in~ process.hash.md5")
        .contains("(in~ process.pe.imphash");
    assertThat(test(rule, "*SHA256=0123*")).contains("process.hash.sha256").contains("0123*");
    assertThat(test(rule, "*")).contains("process.hash.sha1").contains("exists");
    assertThat(test(rule, "*0123*")).isEqualTo("no");
    assertThat(test(rule, "*SHA512=0123*")).isEqualTo("no");
    assertThat(test(rule, "*MD5=" + HASH + "*SHA1=*")).isEqualTo("no");
  }

  @Test
  void flagsAreTheirWords() {
    FlagWords rule =
        new FlagWords("network.direction", Map.of("true", "egress", "false", "ingress"));
    assertThat(test(rule, "TRUE")).isEqualTo("(in network.direction \"egress\")");
    assertThat(test(rule, "fal*")).isEqualTo("(in network.direction \"ingress\")");
    assertThat(test(rule, "yes")).isEqualTo("false");
  }

  @Test
  void piecesAreLookedForOneByOne() {
    Pieces rule = new Pieces(List.of("a", "b"), Map.of("HostVersion", "v"));
    assertThat(test(rule, "*net.webclient*")).contains("a").contains("b");
    assertThat(test(rule, "*HostVersion=2.*")).isEqualTo("(like~ v \"2.*\")");
    assertThat(test(rule, "*hostversion = *")).contains("v").contains("exists");
    assertThat(test(rule, "whole")).isEqualTo("no");
    assertThat(test(rule, "*end")).isEqualTo("no");
  }

  /** The two sides together say what the pattern says of the whole. */
  @Test
  void usersAreTheirTwoSides() throws Exception {
    Random random = new Random(7);
    List<String> patterns = new ArrayList<>();
    for (int i = 0; i < 300; i++) {
      patterns.add(text(random, "abAB\\*?", 6));
    }
    UserParts rule = new UserParts("user.domain", "user.name");
    Matches matches =
        new Matches(patterns.stream().map(p -> matches(rule, p).orElseThrow()).toList());
    int found = 0;
    for (int i = 0; i < 400; i++) {
      String domain = text(random, "aB", 3) + "a";
      String name = text(random, "Ab", 3) + "b";
      List<Integer> expected = new ArrayList<>();
      for (int p = 0; p < patterns.size(); p++) {
        Wildcards wildcards =
            Wildcards.ignoringCase(List.of(Wildcard.parseEscaped(patterns.get(p))));
        if (wildcards.matches(domain + "\\" + name)) {
          expected.add(p);
        }
      }
      String event = "{\"user\": {\"domain\": \"" + domain + "\", \"name\": \"" + name + "\"}}";
      assertThat(matches.of(event)).as(event).isEqualTo(expected);
      found += expected.size();
    }
    assertThat(found).isGreaterThan(3000);
  }

  private static String text(Random random, String letters, int most) {
    StringBuilder text = new StringBuilder();
    int length = random.nextInt(most + 1);
    for (int i = 0; i < length; i++) {
      text.append(letters.charAt(random.nextInt(letters.length())));
    }
    return text.toString();
  }
}
