package org.dood.network.engine.http;

import java.io.IOException;
import java.io.InputStream;
import java.net.ProtocolException;

/**
 * A body that comes in chunks, each with its length before it.
 *
 * @see <a href="https://www.rfc-editor.org/rfc/rfc9112#section-7.1">RFC 9112, 7.1</a>
 */
final class ChunkedBody extends BlockwiseInput {

  private final InputStream in;
  private InputStream chunk = InputStream.nullInputStream();
  private boolean begun;
  private boolean ended;

  ChunkedBody(InputStream in) {
    this.in = in;
  }

  @Override
  public int read(byte[] buffer, int offset, int length) throws IOException {
    while (!ended) {
      var count = chunk.read(buffer, offset, length);
      if (count >= 0) {
        return count;
      }
      if (begun) {
        endOfLine();
      }
      begun = true;
      chunk = nextChunk();
    }
    return -1;
  }

  /** The last one is empty; what may follow it, trailers, says nothing that matters here. */
  private InputStream nextChunk() throws IOException {
    var size = HttpText.number(HttpText.line(in).replaceFirst(";.*", ""), 16);
    ended = size == 0;
    return new MeasuredBody(in, size);
  }

  private void endOfLine() throws IOException {
    if (!HttpText.line(in).isEmpty()) {
      throw new ProtocolException("a chunk is longer than it says");
    }
  }
}
