package dev.sigrun.runtime;

/** What an event reader has to look for, prepared from the fields. */
final class ReadPlan {
  private ReadPlan() {}

  static ReadPlan of(Fields fields) {
    fields.freeze();
    return new ReadPlan();
  }
}
