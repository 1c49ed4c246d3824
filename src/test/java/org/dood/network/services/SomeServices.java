package org.dood.network.services;

import java.util.List;
import java.util.Set;
import org.dood.network.engine.model.ContainerId;
import org.dood.network.engine.model.ContainerState;
import org.dood.network.engine.model.Port;
import org.dood.network.engine.model.Workload;

/** Services for tests. */
final class SomeServices {

  static final String NETWORK = "github_network_0123456789abcdef0123456789abcdef";
  static final StepsLocation ON_JOB_NETWORK =
      new StepsLocation.OnJobNetwork(new ContainerId("job"), new ContainerId("pod"));

  private SomeServices() {}

  static Port tcp(int number, Integer... published) {
    return new Port(number, "tcp", List.of(published));
  }

  static Port udp(int number, Integer... published) {
    return new Port(number, "udp", List.of(published));
  }

  /** A service that runs, without a health check. */
  static Service service(String name, Port... ports) {
    return at("172.18.0.2", name, ports);
  }

  static Service at(String ip, String name, Port... ports) {
    return with(
        new Workload(ContainerState.RUNNING, Workload.UNCHECKED, List.of(ports), Set.of()),
        ip,
        name);
  }

  static Service inState(String state, String name, Port... ports) {
    return with(
        new Workload(new ContainerState(state), Workload.UNCHECKED, List.of(ports), Set.of()),
        "172.18.0.2",
        name);
  }

  private static Service with(Workload workload, String ip, String name) {
    return new Service(
        name, new ContainerId("id of " + name), NETWORK, ip, "", "redis:8", workload);
  }
}
