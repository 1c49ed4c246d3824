package org.dood.network.forward;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ServiceAddressesTest {

  /** A name that is too long for any resolver to ask a server about it. */
  private static final String UNRESOLVABLE = "n".repeat(64);

  private static ServiceAddresses addresses() throws IOException {
    return new ServiceAddresses(
        new AttachedNetwork(UNRESOLVABLE, InetAddress.getByName("127.200.3.4")),
        Map.of(UNRESOLVABLE, InetAddress.getByName("127.200.3.4")));
  }

  @Test
  void service_is_at_its_first_address_where_no_name_resolves() throws IOException {
    assertThat(addresses().of(UNRESOLVABLE).getHostAddress()).isEqualTo("127.200.3.4");
  }

  @Test
  void service_that_does_not_resolve_is_gone_where_another_name_resolves() throws IOException {
    var addresses = addresses();
    addresses.of("localhost");
    assertThatThrownBy(() -> addresses.of(UNRESOLVABLE)).isInstanceOf(UnknownHostException.class);
  }

  @Test
  void service_without_a_first_address_does_not_resolve() throws IOException {
    var addresses = addresses();
    assertThatThrownBy(() -> addresses.of("o".repeat(64))).isInstanceOf(UnknownHostException.class);
  }
}
