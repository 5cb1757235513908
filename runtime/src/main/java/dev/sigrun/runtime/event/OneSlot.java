package dev.sigrun.runtime.event;

import dev.sigrun.runtime.text.TextAnalyzer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Receives the values of a single slot. */
final class OneSlot implements ValueTarget.Sink {
  private @Nullable Object value;
  private int ignored;

  /** All values, if there are several; null if there are not. */
  private @Nullable List<Object> several;

  private Class<? extends Object[]> arrayType = Object[].class;

  /** The value, or an array of several; null if there is none. */
  @Nullable Object value() {
    return several == null ? value : Arrays.copyOf(several.toArray(), several.size(), arrayType);
  }

  /** The number of values that do not fit the field. */
  int ignored() {
    return ignored;
  }

  @Override
  public void ignore() {
    ignored++;
  }

  @Override
  public void set(int scope, int slot, Object replacement) {
    value = replacement;
  }

  @Override
  public void clear(int scope, int slot) {
    value = null;
  }

  @Override
  public void add(int scope, int slot, Object added, Class<? extends Object[]> type) {
    if (value == null) {
      value = added;
      return;
    }
    if (several == null) {
      several = new ArrayList<>();
      several.add(value);
      arrayType = type;
    }
    several.add(added);
  }

  @Override
  public void addText(int scope, int slot, String added, TextAnalyzer analyzer) {
    AnalyzedText text = value instanceof AnalyzedText known ? known : new AnalyzedText(analyzer);
    text.add(added);
    value = text;
  }
}
