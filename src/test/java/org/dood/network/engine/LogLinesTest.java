package org.dood.network.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.net.ProtocolException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

class LogLinesTest {

  @Test
  void come_from_both_streams() throws IOException {
    assertThat(linesOf(frame(1, "one\n"), frame(2, "two\n"))).containsExactly("one", "two");
  }

  @Test
  void are_whole_however_they_are_cut() throws IOException {
    var text = "drei äpfel\nvier".getBytes(StandardCharsets.UTF_8);
    var pieces = new ByteArrayOutputStream();
    for (var one : text) {
      pieces.writeBytes(frame(1, new byte[] {one}));
    }
    assertThat(linesOf(pieces.toByteArray())).containsExactly("drei äpfel", "vier");
  }

  @Test
  void of_a_terminal_have_no_frames() throws IOException {
    assertThat(linesOf("\u001b[1mlisten\r\nready\r\n".getBytes(StandardCharsets.UTF_8)))
        .containsExactly("\u001b[1mlisten", "ready");
  }

  @Test
  void are_none_where_nothing_was_printed() throws IOException {
    assertThat(linesOf(new byte[0])).isEmpty();
    assertThat(linesOf(frame(1, ""))).isEmpty();
  }

  @Test
  void are_not_waited_for_after_the_last_that_matters() throws IOException {
    var andHalfAFrame = Arrays.copyOf(frame(1, "more\n"), 10);
    var log = ByteBuffer.allocate(24).put(frame(1, "ready\n")).put(andHalfAFrame).array();
    assertThat(LogLines.until("ready"::equals, new ByteArrayInputStream(log)))
        .containsExactly("ready");
  }

  @Test
  void that_are_cut_short_are_a_failure() {
    var half = Arrays.copyOf(frame(1, "ready\n"), 11);
    assertThatThrownBy(() -> linesOf(half)).isInstanceOf(EOFException.class);
  }

  @Test
  void of_no_possible_length_are_a_failure() {
    var frame = new byte[] {1, 0, 0, 0, -1, 0, 0, 0};
    assertThatThrownBy(() -> linesOf(frame))
        .isInstanceOf(ProtocolException.class)
        .hasMessage("a log's piece of 4278190080 bytes");
  }

  private static List<String> linesOf(byte[]... log) throws IOException {
    var whole = new ByteArrayOutputStream();
    for (var piece : log) {
      whole.writeBytes(piece);
    }
    return LogLines.until(_ -> false, new ByteArrayInputStream(whole.toByteArray()));
  }

  private static byte[] frame(int stream, String text) {
    return frame(stream, text.getBytes(StandardCharsets.UTF_8));
  }

  private static byte[] frame(int stream, byte[] payload) {
    return ByteBuffer.allocate(8 + payload.length)
        .put((byte) stream)
        .put(new byte[3])
        .putInt(payload.length)
        .put(payload)
        .array();
  }
}
