package org.dood.network.engine;

import java.io.BufferedInputStream;
import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.net.ProtocolException;
import org.dood.network.engine.http.BlockwiseInput;

/**
 * A log without the frames that the engine puts it in: before each piece, the number of its stream,
 * three zeros, and its length in four bytes. The log of a container with a terminal has none.
 *
 * @see <a
 *     href="https://docs.docker.com/reference/api/engine/version/v1.41/#tag/Container/operation/ContainerAttach">Docker's
 *     API, "Stream format"</a>
 */
final class UnframedLog extends BlockwiseInput {

  private static final int HEADER = 8;

  private final BufferedInputStream bytes;
  private final DataInputStream in;
  private boolean begun;
  private boolean framed;
  private int left;

  UnframedLog(InputStream in) {
    this.bytes = new BufferedInputStream(in);
    this.in = new DataInputStream(bytes);
  }

  @Override
  public int read(byte[] buffer, int offset, int length) throws IOException {
    if (!begun) {
      framed = beginsWithFrame();
      begun = true;
    }
    if (!framed) {
      return in.read(buffer, offset, length);
    }
    while (left == 0) {
      if (!nextFrame()) {
        return -1;
      }
    }
    var count = in.read(buffer, offset, Math.min(length, left));
    if (count < 0) {
      throw new EOFException("the log is cut short");
    }
    left -= count;
    return count;
  }

  private boolean beginsWithFrame() throws IOException {
    bytes.mark(HEADER);
    var start = bytes.readNBytes(HEADER);
    bytes.reset();
    return start.length == HEADER
        && start[0] >= 0
        && start[0] <= 2
        && (start[1] | start[2] | start[3]) == 0;
  }

  private boolean nextFrame() throws IOException {
    if (in.read() < 0) {
      return false;
    }
    in.skipNBytes(3);
    left = in.readInt();
    if (left < 0) {
      throw new ProtocolException("a log's piece of " + Integer.toUnsignedString(left) + " bytes");
    }
    return true;
  }
}
