package dev.sigrun.lsp;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import org.eclipse.lsp4j.jsonrpc.Launcher;
import org.eclipse.lsp4j.jsonrpc.MessageIssueHandler;
import org.eclipse.lsp4j.jsonrpc.RemoteEndpoint;
import org.eclipse.lsp4j.jsonrpc.json.ConcurrentMessageProcessor;
import org.eclipse.lsp4j.jsonrpc.json.MessageJsonHandler;
import org.eclipse.lsp4j.jsonrpc.json.StreamMessageProducer;
import org.eclipse.lsp4j.services.LanguageClient;

/**
 * Reads each message to its end before it is parsed. The library itself stops at the first mistake
 * in a message, and takes the rest for the header of the next one, so that it never hears the
 * editor again.
 */
final class WholeMessages extends StreamMessageProducer {
  private WholeMessages(InputStream in, MessageJsonHandler json, MessageIssueHandler issues) {
    super(in, json, issues);
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
      RemoteEndpoint endpoint = createRemoteEndpoint(json);
      LanguageClient editor = createProxy(endpoint);
      WholeMessages messages = new WholeMessages(input, json, endpoint);
      ConcurrentMessageProcessor processor =
          createMessageProcessor(messages, wrapMessageConsumer(endpoint), editor);
      return createLauncher(executorService, editor, endpoint, processor);
    }
  }
}
