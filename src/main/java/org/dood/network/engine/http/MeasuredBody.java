package org.dood.network.engine.http;

import java.io.IOException;
import java.io.InputStream;

/** A body whose length was told before it. */
final class MeasuredBody extends BlockwiseInput {

  private final InputStream in;
  private long left;

  MeasuredBody(InputStream in, long length) {
    this.in = in;
    this.left = length;
  }

  @Override
  public int read(byte[] buffer, int offset, int length) throws IOException {
    if (left == 0) {
      return -1;
    }
    var count = in.read(buffer, offset, (int) Math.min(length, left));
    if (count < 0) {
      throw HttpText.cutShort();
    }
    left -= count;
    return count;
  }
}
