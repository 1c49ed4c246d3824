package org.dood.network.engine.http;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.ProtocolException;

/** A body that may be read up to a length: what never ends would fill the memory first. */
final class BoundedBody extends FilterInputStream {

  /**
   * In bytes: several times what an engine answers with a thousand containers. As a tree of the
   * shortest strings it takes some 220 MB.
   */
  static final long MOST = 8L << 20;

  private long left = MOST;

  BoundedBody(InputStream in) {
    super(in);
  }

  @Override
  public int read(byte[] buffer, int offset, int length) throws IOException {
    return passed(super.read(buffer, offset, length));
  }

  @Override
  public int read() throws IOException {
    var next = super.read();
    var _ = passed(next < 0 ? next : 1);
    return next;
  }

  private int passed(int count) throws IOException {
    left -= Math.max(0, count);
    if (left < 0) {
      throw new ProtocolException("an answer of more than " + MOST + " bytes");
    }
    return count;
  }
}
