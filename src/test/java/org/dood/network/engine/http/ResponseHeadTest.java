package org.dood.network.engine.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import org.dood.network.AnyText;
import org.junit.jupiter.api.Test;

class ResponseHeadTest {

  @Test
  void any_answer_is_one_that_can_be_read_to_its_end_or_an_exchange_that_failed() {
    AnyText.with(
            "HTTP/1.1 200 OK\r\n",
            "HTTP/1.1 ",
            "\r\n\r\n",
            "Content-Length: ",
            "Transfer-Encoding: chunked\r\n",
            "5\r\nhello\r\n",
            "0\r\n",
            "-1",
            "ffffffffffffffff\r\n",
            "18446744073709551615")
        .satisfies(text -> {
          var in = new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8));
          try {
            var head = ResponseHead.read(in);
            assertThat(head.status()).isBetween(100, 999);
            assertThat(head.body(in, "GET").readAllBytes().length)
                .isLessThanOrEqualTo(text.getBytes(StandardCharsets.UTF_8).length);
          } catch (IOException failed) {
            assertThat(failed).hasMessageMatching("(?s).+");
          }
        });
  }
}
