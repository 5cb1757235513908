package dev.sigrun.cli.report;

import dev.sigrun.cli.terminal.Output;
import dev.sigrun.compiler.query.QuerySearch;
import dev.sigrun.runtime.detector.EventRecord;
import dev.sigrun.runtime.json.JsonValues;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** How the results of a query are printed. */
public enum ResultFormat {
  /** The events as they were read; for sequences and samples an object around them. */
  NDJSON {
    @Override
    public void print(QuerySearch.Result result, boolean single, Output out) {
      if (single) {
        result.events().forEach(event -> print(event, out));
        out.print("\n");
        return;
      }
      out.print("{\"join_keys\":" + JsonValues.write(result.key().values()) + ",\"events\":[");
      String separator = "";
      for (EventRecord event : result.events()) {
        out.print(separator);
        print(event, out);
        separator = ",";
      }
      out.println("]}");
    }

    private void print(@Nullable EventRecord event, Output out) {
      out.write(event == null ? "null".getBytes(StandardCharsets.US_ASCII) : event.json());
    }
  },
  /** The numbers of the lines; null where an event is missing. */
  LINES {
    @Override
    public void print(QuerySearch.Result result, boolean single, Output out) {
      List<@Nullable Object> numbers = new ArrayList<>();
      result.events().forEach(event -> numbers.add(event == null ? null : event.line()));
      out.println(JsonValues.write(numbers));
    }
  };

  /**
   * Prints one result on a line of its own.
   *
   * @param single whether the query selects single events
   */
  public abstract void print(QuerySearch.Result result, boolean single, Output out);
}
