package dev.sigrun.proof.dpl;

import com.teragrep.pth_03.antlr.DPLLexer;
import com.teragrep.pth_03.antlr.DPLParser;
import com.teragrep.pth_03.shaded.org.antlr.v4.runtime.BaseErrorListener;
import com.teragrep.pth_03.shaded.org.antlr.v4.runtime.CharStreams;
import com.teragrep.pth_03.shaded.org.antlr.v4.runtime.CommonTokenStream;
import com.teragrep.pth_03.shaded.org.antlr.v4.runtime.RecognitionException;
import com.teragrep.pth_03.shaded.org.antlr.v4.runtime.Recognizer;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Reads searches with Teragrep's parser. */
public final class DplReader {
  private DplReader() {}

  /** The mistake in a search, with its line and column; empty if it is well formed. */
  public static Optional<String> error(String search) {
    FirstError first = new FirstError();
    // The parser does not know comments.
    String text = search.replaceAll("(?s)```.*?```", " ").strip();
    DPLLexer lexer = new DPLLexer(CharStreams.fromString(text));
    lexer.removeErrorListeners();
    lexer.addErrorListener(first);
    DPLParser parser = new DPLParser(new CommonTokenStream(lexer));
    parser.removeErrorListeners();
    parser.addErrorListener(first);
    parser.root();
    return first.message;
  }

  private static final class FirstError extends BaseErrorListener {
    private Optional<String> message = Optional.empty();

    @Override
    public void syntaxError(
        Recognizer<?, ?> recognizer,
        @Nullable Object symbol,
        int line,
        int column,
        String text,
        @Nullable RecognitionException cause) {
      if (message.isEmpty()) {
        message = Optional.of(line + ":" + (column + 1) + " " + text);
      }
    }
  }
}
