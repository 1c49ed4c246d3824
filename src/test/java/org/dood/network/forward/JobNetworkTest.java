package org.dood.network.forward;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import org.dood.network.AnyText;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class JobNetworkTest {

  @ParameterizedTest
  @CsvSource({"127.0.0.1, true", "127.200.3.4, true", "240.0.0.1, false", "126.0.0.1, false"})
  void is_attached_if_an_interface_has_an_address_of_its_range(String member, boolean attached)
      throws IOException {
    assertThat(new JobNetwork("github_network_0", InetAddress.getByName(member)).isAttached())
        .isEqualTo(attached);
  }

  @ParameterizedTest
  @ValueSource(strings = {"listening 5432", "refused 80 Permission denied", "ready"})
  void what_is_announced_reads_back(String line) {
    assertThat(Announcement.parse(line).orElseThrow().line()).isEqualTo(line);
  }

  @Test
  void any_line_is_an_announcement_that_reads_back_or_none() {
    AnyText.with(
            "listening",
            "refused 80",
            "refused",
            "ready",
            " ",
            "5432",
            "80",
            "99999",
            "Permission denied")
        .satisfies(line ->
            Announcement.parse(line)
                .ifPresent(announcement ->
                    assertThat(Announcement.parse(announcement.line())).contains(announcement)));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"", "listening", "readying", "refused x y", "Picked up JAVA_TOOL_OPTIONS"})
  void nothing_else_is_an_announcement(String line) {
    assertThat(Announcement.parse(line)).isEmpty();
  }
}
