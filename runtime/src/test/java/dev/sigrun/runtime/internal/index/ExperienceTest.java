package dev.sigrun.runtime.internal.index;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sigrun.runtime.internal.scan.EventScanner;
import dev.sigrun.runtime.internal.scan.KeyTrie;
import dev.sigrun.runtime.internal.scan.ScannedEvent;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;

/** After some events, rules are looked up by what these do not hold. */
class ExperienceTest {
  private static final int SAMPLES = 20;
  private static final int INTERVAL = 2;

  /** The estimate is that one of a million events has it. */
  private static final int RARE = 80;

  private static final int COMMON = 8;
  private static final int PATH = 0;
  private static final int USER = 1;

  private static final String SERVICE = "hklm\\\\services\\\\spooler\\\\start";
  private static final String IMAGE = "hklm\\\\services\\\\spooler\\\\imagepath";

  /** A rule for a user and for paths of which one part is as common as the user. */
  private static byte[] index() {
    IndexOutput out = new IndexOutput();
    out.number(IndexFormat.VERSION);
    out.number(2);
    for (String name : List.of("path", "user")) {
      out.number(1);
      out.text(name);
      out.number(0);
      out.number(0);
      out.number(name.equals("user") ? 1 : 0);
      if (name.equals("user")) {
        out.text("root");
        out.number(RARE);
        out.number(0);
      }
    }
    out.number(2);
    out.number(IndexFormat.FOLDED_PATTERNS);
    out.number(PATH);
    out.number(1);
    out.text("*\\\\services\\\\*\\\\imagepath");
    out.number(2);
    out.number(COMMON);
    out.number(IndexFormat.VALUES);
    out.number(USER);
    out.number(1);
    out.number(1);
    out.number(1);
    out.number(0);
    out.number(IndexFormat.ALL);
    out.number(2);
    for (int leaf = 0; leaf < 2; leaf++) {
      out.number(IndexFormat.TEST);
      out.number(leaf);
    }
    return out.toBytes();
  }

  private static final class Search {
    private final EventScanner scanner;
    private final ScannedEvent scanned;
    private final IndexSearch search;

    Search(RuleIndex index) {
      KeyTrie keys = index.keys();
      scanner = new EventScanner(keys);
      scanned = new ScannedEvent(keys);
      search = index.newSearch(keys, scanned);
    }

    /** The number of rules that are found. */
    int find(String path, String user) {
      byte[] json =
          "{\"path\":\"%s\",\"user\":\"%s\"}"
              .formatted(path, user)
              .getBytes(StandardCharsets.UTF_8);
      assertThat(scanner.scan(json, 0, json.length, scanned)).isTrue();
      return search.search();
    }

    /** The number of rules that are looked at for events that differ from it only a little. */
    long checks(String path) {
      long before = search.checkedCount();
      for (int i = 0; i < SAMPLES * INTERVAL; i++) {
        find(path, "root");
      }
      return search.checkedCount() - before;
    }
  }

  @Test
  void rulesAreLookedUpByWhatIsRare() {
    RuleIndex index = new IndexReader(index(), SAMPLES, INTERVAL).read();
    Search search = new Search(index);
    assertThat(search.checks(SERVICE)).isEqualTo(SAMPLES * INTERVAL - 1);
    assertThat(search.checks(SERVICE)).isZero();
    assertThat(search.find(IMAGE, "root")).isOne();
    assertThat(search.find(IMAGE, "ROOT")).isOne();
    assertThat(search.find(IMAGE, "guest")).isZero();
    assertThat(search.find(SERVICE, "root")).isZero();
  }

  @Test
  void threadsShareWhatOneHasLearnt() {
    RuleIndex index = new IndexReader(index(), SAMPLES, INTERVAL).read();
    Search first = new Search(index);
    Search second = new Search(index);
    assertThat(second.find(IMAGE, "root")).isOne();
    first.checks(SERVICE);
    assertThat(second.checks(SERVICE)).isZero();
    assertThat(second.find(IMAGE, "root")).isOne();
    assertThat(new Search(index).checks(SERVICE)).isZero();
  }

  @Test
  void whatWasRareMayBecomeCommon() {
    RuleIndex index = new IndexReader(index(), SAMPLES, INTERVAL).read();
    Search search = new Search(index);
    search.checks(SERVICE);
    assertThat(search.checks(IMAGE)).isEqualTo(SAMPLES * INTERVAL);
    for (int i = 0; i < 8; i++) {
      search.checks(IMAGE);
    }
    assertThat(search.find(IMAGE, "root")).isOne();
    assertThat(search.find(IMAGE, "guest")).isZero();
  }
}
