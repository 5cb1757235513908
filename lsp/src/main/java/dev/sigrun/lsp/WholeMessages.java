package dev.sigrun.lsp;

import dev.sigrun.compiler.diagnostic.VisibleText;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import org.eclipse.lsp4j.jsonrpc.Launcher;
import org.eclipse.lsp4j.jsonrpc.MessageConsumer;
import org.eclipse.lsp4j.jsonrpc.MessageIssueHandler;
import org.eclipse.lsp4j.jsonrpc.RemoteEndpoint;
import org.eclipse.lsp4j.jsonrpc.json.ConcurrentMessageProcessor;
import org.eclipse.lsp4j.jsonrpc.json.MessageJsonHandler;
import org.eclipse.lsp4j.jsonrpc.json.StreamMessageConsumer;
import org.eclipse.lsp4j.jsonrpc.json.StreamMessageProducer;
import org.eclipse.lsp4j.jsonrpc.messages.ResponseError;
import org.eclipse.lsp4j.jsonrpc.messages.ResponseErrorCode;
import org.eclipse.lsp4j.jsonrpc.messages.ResponseMessage;
import org.eclipse.lsp4j.jsonrpc.services.ServiceEndpoints;
import org.eclipse.lsp4j.services.LanguageClient;

/**
 * Reads each message to its end before it is parsed. The library itself stops at the first mistake
 * in a message, and takes the rest for the header of the next one, so that it never hears the
 * editor again.
 */
final class WholeMessages extends StreamMessageProducer {
  /** Longer than any message of an editor, and short enough to be held. */
  private static final int MOST_BYTES = 256 << 20;

  private static final int MOST_SHOWN = 40;
  private static final String LENGTH = "Content-Length:";

  private final MessageConsumer editor;

  private WholeMessages(
      InputStream in, MessageJsonHandler json, MessageIssueHandler issues, MessageConsumer editor) {
    super(in, json, issues);
    this.editor = editor;
  }

  /**
   * Without a length nobody knows where a message ends: what follows could be anything. The editor
   * is told, and the session is over.
   */
  @Override
  protected void parseHeader(String line, Headers headers) {
    if (line.regionMatches(true, 0, LENGTH, 0, LENGTH.length())) {
      String length = line.substring(LENGTH.length()).strip();
      if (!length.matches("[0-9]{1,9}") || Integer.parseInt(length) > MOST_BYTES) {
        ResponseMessage error = new ResponseMessage();
        error.setError(
            new ResponseError(
                ResponseErrorCode.ParseError,
                "The header 'Content-Length' must be a number of bytes, not '"
                    + VisibleText.cut(VisibleText.of(length), MOST_SHOWN)
                    + "'.",
                null));
        editor.consume(error);
        close();
        return;
      }
      headers.contentLength = Integer.parseInt(length);
      return;
    }
    super.parseHeader(line, headers);
  }

  @Override
  protected boolean handleMessage(InputStream in, Headers headers) {
    try {
      byte[] message = in.readNBytes(headers.contentLength);
      return super.handleMessage(new ByteArrayInputStream(message), headers);
    } catch (IOException e) {
      fireError(e);
      return false;
    }
  }

  /** Builds a session as the library does, apart from how messages are read. */
  static final class Builder extends Launcher.Builder<LanguageClient> {
    @Override
    public Launcher<LanguageClient> create() {
      MessageJsonHandler json = createJsonHandler();
      MessageConsumer out = wrapMessageConsumer(new StreamMessageConsumer(output, json));
      RemoteEndpoint endpoint =
          new RemoteEndpoint(out, new SessionOrder(ServiceEndpoints.toEndpoint(localServices)));
      json.setMethodProvider(endpoint);
      endpoint.setJsonHandler(json);
      LanguageClient editor = createProxy(endpoint);
      WholeMessages messages = new WholeMessages(input, json, endpoint, out);
      ConcurrentMessageProcessor processor =
          createMessageProcessor(messages, wrapMessageConsumer(endpoint), editor);
      return createLauncher(executorService, editor, endpoint, processor);
    }
  }
}
