package org.dood.network.services;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Optional;
import org.dood.network.forward.Forward;
import org.dood.network.forward.HostForwards;
import org.dood.network.inputs.LocalhostPorts;
import org.junit.jupiter.api.Test;

/** Which ports of the engine's host are to be at localhost. */
class HostPortsTest {

  private static final LocalhostPorts ASKED = new LocalhostPorts(List.of(8080, 9000));
  private static final HostAddress GATEWAY = new HostAddress.At("172.18.0.1");

  private static HostPorts of(StepsLocation steps, HostAddress host, Forward... services) {
    return HostPorts.of(ASKED, Optional.of(steps), host, List.of(services));
  }

  @Test
  void ports_lead_to_the_host_where_steps_run_in_a_container() {
    assertThat(of(SomeServices.ON_JOB_NETWORK, GATEWAY))
        .isEqualTo(
            new HostPorts.Forwarded(
                Optional.of(new HostForwards("172.18.0.1", List.of(8080, 9000))), List.of()));
  }

  @Test
  void port_of_a_service_is_left_to_it() {
    assertThat(of(SomeServices.ON_JOB_NETWORK, GATEWAY, new Forward(9000, "web", 80)))
        .isEqualTo(
            new HostPorts.Forwarded(
                Optional.of(new HostForwards("172.18.0.1", List.of(8080))), List.of(9000)));
    assertThat(
            of(
                    SomeServices.ON_JOB_NETWORK,
                    GATEWAY,
                    new Forward(9000, "web", 80),
                    new Forward(8080, "web", 81))
                .toForward())
        .isEmpty();
  }

  @Test
  void nothing_is_forwarded_where_localhost_is_the_host() {
    assertThat(of(new StepsLocation.OnEngineHost(), new HostAddress.At(HostAddress.LOCALHOST)))
        .isEqualTo(new HostPorts.NotNeeded());
  }

  @Test
  void nothing_is_forwarded_unless_ports_are_asked_for() {
    assertThat(
            HostPorts.of(
                LocalhostPorts.NONE, Optional.of(SomeServices.ON_JOB_NETWORK), GATEWAY, List.of()))
        .isEqualTo(new HostPorts.NotNeeded());
  }

  @Test
  void host_that_does_not_answer_is_out_of_reach() {
    assertThat(
            of(
                SomeServices.ON_JOB_NETWORK,
                new HostAddress.None(new HostAddress.Reason.NoAnswer("172.18.0.1"))))
        .isEqualTo(new HostPorts.OutOfReach(List.of(8080, 9000)));
  }

  @Test
  void another_host_than_that_of_steps_is_out_of_reach() {
    assertThat(
            of(
                new StepsLocation.AwayFromEngine(Optional.of("build-host")),
                new HostAddress.At("build-host")))
        .isEqualTo(new HostPorts.OutOfReach(List.of(8080, 9000)));
    assertThat(
            HostPorts.of(
                ASKED,
                Optional.empty(),
                new HostAddress.None(new HostAddress.Reason.StepsNotLocated()),
                List.of()))
        .isEqualTo(new HostPorts.OutOfReach(List.of(8080, 9000)));
  }
}
