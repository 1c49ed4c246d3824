package org.dood.network.engine.json;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.ProtocolException;

/** A body that is read up to a size, since one without an end would fill the memory. */
final class BoundedBody extends FilterInputStream {

  private final long most;
  private long left;

  /**
   * @param most the size, in bytes
   */
  BoundedBody(InputStream in, long most) {
    super(in);
    this.most = most;
    this.left = most;
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
      throw new ProtocolException("an answer of more than " + most + " bytes");
    }
    return count;
  }
}
