// Generated from rules/many_terms.toml. Do not edit.
package dev.sigrun.generated;

import dev.sigrun.runtime.compiled.GeneratedMatcher;
import dev.sigrun.runtime.event.Event;
import dev.sigrun.runtime.event.Fields;
import dev.sigrun.runtime.event.KeywordField;
import dev.sigrun.runtime.rule.EventMatcher;

/**
 * Many terms.
 *
 * <pre>{@code
 * any where field0 == "x" or field1 == "x" or field2 == "x" or field3 == "x" or field4 == "x" or field5 == "x" or field6 == "x" or field7 == "x" or field8 == "x" or field9 == "x" or field10 == "x" or field11 == "x" or field12 == "x" or field13 == "x" or field14 == "x" or field15 == "x" or field16 == "x" or field17 == "x" or field18 == "x" or field19 == "x" or field20 == "x" or field21 == "x" or field22 == "x" or field23 == "x" or field24 == "x" or field25 == "x" or field26 == "x" or field27 == "x" or field28 == "x" or field29 == "x"
 * }</pre>
 */
@GeneratedMatcher
public final class ManyTerms implements EventMatcher {
  private final KeywordField field0;
  private final KeywordField field1;
  private final KeywordField field2;
  private final KeywordField field3;
  private final KeywordField field4;
  private final KeywordField field5;
  private final KeywordField field6;
  private final KeywordField field7;
  private final KeywordField field8;
  private final KeywordField field9;
  private final KeywordField field10;
  private final KeywordField field11;
  private final KeywordField field12;
  private final KeywordField field13;
  private final KeywordField field14;
  private final KeywordField field15;
  private final KeywordField field16;
  private final KeywordField field17;
  private final KeywordField field18;
  private final KeywordField field19;
  private final KeywordField field20;
  private final KeywordField field21;
  private final KeywordField field22;
  private final KeywordField field23;
  private final KeywordField field24;
  private final KeywordField field25;
  private final KeywordField field26;
  private final KeywordField field27;
  private final KeywordField field28;
  private final KeywordField field29;

  /**
   * Registers the fields that it reads.
   */
  public ManyTerms(Fields fields) {
    this.field0 = fields.keyword("field0");
    this.field1 = fields.keyword("field1");
    this.field2 = fields.keyword("field2");
    this.field3 = fields.keyword("field3");
    this.field4 = fields.keyword("field4");
    this.field5 = fields.keyword("field5");
    this.field6 = fields.keyword("field6");
    this.field7 = fields.keyword("field7");
    this.field8 = fields.keyword("field8");
    this.field9 = fields.keyword("field9");
    this.field10 = fields.keyword("field10");
    this.field11 = fields.keyword("field11");
    this.field12 = fields.keyword("field12");
    this.field13 = fields.keyword("field13");
    this.field14 = fields.keyword("field14");
    this.field15 = fields.keyword("field15");
    this.field16 = fields.keyword("field16");
    this.field17 = fields.keyword("field17");
    this.field18 = fields.keyword("field18");
    this.field19 = fields.keyword("field19");
    this.field20 = fields.keyword("field20");
    this.field21 = fields.keyword("field21");
    this.field22 = fields.keyword("field22");
    this.field23 = fields.keyword("field23");
    this.field24 = fields.keyword("field24");
    this.field25 = fields.keyword("field25");
    this.field26 = fields.keyword("field26");
    this.field27 = fields.keyword("field27");
    this.field28 = fields.keyword("field28");
    this.field29 = fields.keyword("field29");
  }

  @Override
  public String ruleId() {
    return "00000000-0000-4000-8000-000000000001";
  }

  @Override
  public boolean matches(Event event) {
    return field0OrOthers(event)
        || field15OrOthers(event);
  }

  /**
   * {@code field0 == "x" or field1 == "x" or field2 == "x" or field3 == "x" or field4 == "x" or
   * field5 == "x" or field6 == "x" or field7 == "x" or field8 == "x" or field9 == "x" or
   * field10 == "x" or field11 == "…}
   */
  private boolean field0OrOthers(Event event) {
    return field0.is(event, "x")
        || field1.is(event, "x")
        || field2.is(event, "x")
        || field3.is(event, "x")
        || field4.is(event, "x")
        || field5.is(event, "x")
        || field6.is(event, "x")
        || field7.is(event, "x")
        || field8.is(event, "x")
        || field9.is(event, "x")
        || field10.is(event, "x")
        || field11.is(event, "x")
        || field12.is(event, "x")
        || field13.is(event, "x")
        || field14.is(event, "x");
  }

  /**
   * {@code field15 == "x" or field16 == "x" or field17 == "x" or field18 == "x" or field19 == "x" or
   * field20 == "x" or field21 == "x" or field22 == "x" or field23 == "x" or field24 == "x" or
   * field25 == "x" or fi…}
   */
  private boolean field15OrOthers(Event event) {
    return field15.is(event, "x")
        || field16.is(event, "x")
        || field17.is(event, "x")
        || field18.is(event, "x")
        || field19.is(event, "x")
        || field20.is(event, "x")
        || field21.is(event, "x")
        || field22.is(event, "x")
        || field23.is(event, "x")
        || field24.is(event, "x")
        || field25.is(event, "x")
        || field26.is(event, "x")
        || field27.is(event, "x")
        || field28.is(event, "x")
        || field29.is(event, "x");
  }
}
