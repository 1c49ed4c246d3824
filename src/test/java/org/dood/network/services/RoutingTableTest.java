package org.dood.network.services;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class RoutingTableTest {

  private static final String HEADER =
      "Iface\tDestination\tGateway \tFlags\tRefCnt\tUse\tMetric\tMask\t\tMTU\tWindow\tIRTT\n";

  @Test
  void gateway_is_that_of_the_default_route() {
    var table =
        new RoutingTable(
            HEADER
                + "eth0\t000012AC\t00000000\t0001\t0\t0\t0\t0000FFFF\t0\t0\t0\n"
                + "eth0\t00000000\t010012AC\t0003\t0\t0\t0\t00000000\t0\t0\t0\n");
    assertThat(table.gateway()).contains("172.18.0.1");
  }

  @Test
  void internal_network_has_no_gateway() {
    var table =
        new RoutingTable(HEADER + "eth0\t000012AC\t00000000\t0001\t0\t0\t0\t0000FFFF\t0\t0\t0\n");
    assertThat(table.gateway()).isEmpty();
    assertThat(new RoutingTable("").gateway()).isEmpty();
  }

  @Test
  void default_route_of_a_tunnel_has_no_gateway() {
    var table =
        new RoutingTable(HEADER + "tun0\t00000000\t00000000\t0001\t0\t0\t0\t00000000\t0\t0\t0\n");
    assertThat(table.gateway()).isEmpty();
  }

  @Test
  void line_of_another_form_is_passed_over() {
    assertThat(new RoutingTable("eth0 00000000 gateway\nshort\n").gateway()).isEmpty();
  }
}
