// Generated from rules/long_lists.toml. Do not edit.
package dev.sigrun.generated;

import dev.sigrun.runtime.compiled.GeneratedMatcher;
import dev.sigrun.runtime.event.Event;
import dev.sigrun.runtime.event.Fields;
import dev.sigrun.runtime.event.KeywordField;
import dev.sigrun.runtime.pattern.Lines;
import dev.sigrun.runtime.pattern.StringSet;
import dev.sigrun.runtime.rule.EventMatcher;

/**
 * Long lists.
 *
 * <pre>{@code
 * any where user.name in ("name0\\", "name1\\", "name2\\", "name3\\", "name4\\", "name5\\", "name6\\", "name7\\", "name8\\", "name9\\", "name10\\", "name11\\", "name12\\", "name13\\", "name14\\", "name15\\", "name16\\", "name17\\", "name18\\", "name19\\", "name20\\", "name21\\", "name22\\", "name23\\", "name24\\", "name25\\", "name26\\", "name27\\", "name28\\", "name29\\", "name30\\", "name31\\", "name32\\", "name33\\", "name34\\", "name35\\", "name36\\", "name37\\", "name38\\", "name39\\", "name40\\", "name41\\", "name42\\", "name43\\", "name44\\", "name45\\", "name46\\", "name47\\", "name48\\", "name49\\", "name50\\", "name51\\", "name52\\", "name53\\", "name54\\", "name55\\", "name56\\", "name57\\", "name58\\", "name59\\", "name60\\", "name61\\", "name62\\", "name63\\", "name64\\", "name65\\", "name66\\", "name67\\", "name68\\", "name69\\", "name70\\", "name71\\", "name72\\", "name73\\", "name74\\", "name75\\", "name76\\", "name77\\", "name78\\", "name79\\", "name80\\", "name81\\", "name82\\", "name83\\", "name84\\", "name85\\", "name86\\", "name87\\", "name88\\", "name89\\", "name90\\", "name91\\", "name92\\", "name93\\", "name94\\", "name95\\", "name96\\", "name97\\", "name98\\", "name99\\", "name100\\", "name101\\", "name102\\", "name103\\", "name104\\", "name105\\", "name106\\", "name107\\", "name108\\", "name109\\", "name110\\", "name111\\", "name112\\", "name113\\", "name114\\", "name115\\", "name116\\", "name117\\", "name118\\", "name119\\")
 * }</pre>
 */
@GeneratedMatcher
public final class LongLists implements EventMatcher {
  private static final StringSet USER_NAMES = StringSet.of(Lines.of(
      "name0\\\\\nname1\\\\\nname2\\\\\nname3\\\\\nname4\\\\\nname5\\\\\nname6\\\\\nname7\\\\\nname8\\\\\nname9\\\\\n"
      + "name10\\\\\nname11\\\\\nname12\\\\\nname13\\\\\nname14\\\\\nname15\\\\\nname16\\\\\nname17\\\\\nname18\\\\\n"
      + "name19\\\\\nname20\\\\\nname21\\\\\nname22\\\\\nname23\\\\\nname24\\\\\nname25\\\\\nname26\\\\\nname27\\\\\n"
      + "name28\\\\\nname29\\\\\nname30\\\\\nname31\\\\\nname32\\\\\nname33\\\\\nname34\\\\\nname35\\\\\nname36\\\\\n"
      + "name37\\\\\nname38\\\\\nname39\\\\\nname40\\\\\nname41\\\\\nname42\\\\\nname43\\\\\nname44\\\\\nname45\\\\\n"
      + "name46\\\\\nname47\\\\\nname48\\\\\nname49\\\\\nname50\\\\\nname51\\\\\nname52\\\\\nname53\\\\\nname54\\\\\n"
      + "name55\\\\\nname56\\\\\nname57\\\\\nname58\\\\\nname59\\\\\nname60\\\\\nname61\\\\\nname62\\\\\nname63\\\\\n"
      + "name64\\\\\nname65\\\\\nname66\\\\\nname67\\\\\nname68\\\\\nname69\\\\\nname70\\\\\nname71\\\\\nname72\\\\\n"
      + "name73\\\\\nname74\\\\\nname75\\\\\nname76\\\\\nname77\\\\\nname78\\\\\nname79\\\\\nname80\\\\\nname81\\\\\n"
      + "name82\\\\\nname83\\\\\nname84\\\\\nname85\\\\\nname86\\\\\nname87\\\\\nname88\\\\\nname89\\\\\nname90\\\\\n"
      + "name91\\\\\nname92\\\\\nname93\\\\\nname94\\\\\nname95\\\\\nname96\\\\\nname97\\\\\nname98\\\\\nname99\\\\\n"
      + "name100\\\\\nname101\\\\\nname102\\\\\nname103\\\\\nname104\\\\\nname105\\\\\nname106\\\\\nname107\\\\\n"
      + "name108\\\\\nname109\\\\\nname110\\\\\nname111\\\\\nname112\\\\\nname113\\\\\nname114\\\\\nname115\\\\\n"
      + "name116\\\\\nname117\\\\\nname118\\\\\nname119\\\\"));

  private final KeywordField userName;

  /**
   * Registers the fields that it reads.
   */
  public LongLists(Fields fields) {
    this.userName = fields.keyword("user.name");
  }

  @Override
  public String ruleId() {
    return "00000000-0000-4000-8000-000000000001";
  }

  @Override
  public boolean matches(Event event) {
    return userName.isAnyOf(event, USER_NAMES);
  }
}
