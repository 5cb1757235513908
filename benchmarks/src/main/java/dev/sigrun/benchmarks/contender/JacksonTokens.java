package dev.sigrun.benchmarks.contender;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import java.io.IOException;

/** The floor: finds the tokens of an event and does nothing with them. */
final class JacksonTokens implements Contender {
  private final JsonFactory factory = new JsonFactory();

  @Override
  public int match(byte[] bytes, int offset, int length) throws IOException {
    int tokens = 0;
    try (JsonParser parser = factory.createParser(bytes, offset, length)) {
      while (parser.nextToken() != null) {
        tokens++;
      }
    }
    return tokens;
  }
}
