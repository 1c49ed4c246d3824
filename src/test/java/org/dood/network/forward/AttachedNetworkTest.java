package org.dood.network.forward;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.InetAddress;
import java.net.UnknownHostException;
import org.dood.network.AnyText;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class AttachedNetworkTest {

  @ParameterizedTest
  @CsvSource({"127.0.0.1, true", "127.200.3.4, true", "240.0.0.1, false", "126.0.0.1, false"})
  void network_is_attached_if_an_interface_has_an_address_of_its_range(
      String member, boolean attached) throws IOException {
    assertThat(new AttachedNetwork("github_network_0", InetAddress.getByName(member)).isAttached())
        .isEqualTo(attached);
  }

  /** A name that is too long for any resolver to ask a server about it. */
  private static final String UNRESOLVABLE = "n".repeat(64);

  private static AttachedNetwork networkOf(String member) throws IOException {
    return new AttachedNetwork(UNRESOLVABLE, InetAddress.getByName(member));
  }

  @Test
  void service_name_that_resolves_to_an_address_on_the_network_is_found() throws IOException {
    assertThat(networkOf("127.200.3.4").addressOf("localhost").getHostAddress())
        .isEqualTo("127.0.0.1");
  }

  @Test
  void service_name_that_resolves_on_another_network_alone_is_not_found() {
    assertThatThrownBy(() -> networkOf("240.0.0.1").addressOf("localhost"))
        .isInstanceOf(UnknownHostException.class)
        .hasMessageContaining("localhost is not on the network");
  }

  @ParameterizedTest
  @ValueSource(strings = {"172.18.0.4", "fd00:0:0:0:0:0:0:4"})
  void service_that_is_given_by_its_address_is_not_looked_up(String address) throws IOException {
    assertThat(networkOf("240.0.0.1").addressOf(address).getHostAddress()).isEqualTo(address);
  }

  @ParameterizedTest
  @CsvSource({"::1, true", "fd00:dead::1, false"})
  void network_with_ipv6_alone_is_attached_if_an_interface_has_an_address_of_its_range(
      String member, boolean attached) throws IOException {
    assertThat(networkOf(member).isAttached()).isEqualTo(attached);
  }

  @ParameterizedTest
  @ValueSource(strings = {"5432=postgres:5432", "1=172.18.0.4:65535", "80=fd00::4:8080"})
  void forward_argument_is_parsed_to_the_same_forward(String argument) {
    assertThat(Forward.parse(argument).orElseThrow().argument()).isEqualTo(argument);
  }

  @Test
  void any_argument_is_rejected_or_parsed_to_the_same_forward() {
    AnyText.with("5432", "=", ":", "postgres", "80=a:81", "99999", "0", "-1", "٣")
        .satisfies(argument -> {
          Forward.parse(argument)
              .ifPresent(forward -> {
                assertThat(Forward.parse(forward.argument())).contains(forward);
                assertThat(forward.port()).isBetween(1, 65_535);
                assertThat(forward.servicePort()).isBetween(1, 65_535);
              });
        });
  }

  @ParameterizedTest
  @ValueSource(strings = {"listening 5432", "refused 80 Permission denied", "ready"})
  void announcement_line_is_parsed_to_the_same_announcement(String line) {
    assertThat(Announcement.parse(line).orElseThrow().line()).isEqualTo(line);
  }

  @Test
  void any_line_is_no_announcement_or_parsed_to_the_same_one() {
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
  void line_of_another_form_is_no_announcement(String line) {
    assertThat(Announcement.parse(line)).isEmpty();
  }
}
