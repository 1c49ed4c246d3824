package org.dood.network.engine.http;

import java.io.IOException;
import java.io.InputStream;

/** A stream that is read by the block; a single byte is a block of one. */
public abstract class BlockwiseInput extends InputStream {

  @Override
  public abstract int read(byte[] buffer, int offset, int length) throws IOException;

  @Override
  public final int read() throws IOException {
    var one = new byte[1];
    return read(one, 0, 1) < 0 ? -1 : Byte.toUnsignedInt(one[0]);
  }
}
