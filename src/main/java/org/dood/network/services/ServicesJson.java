package org.dood.network.services;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import org.dood.network.engine.json.JsonTree;

/** The services as JSON, for {@code fromJSON} in a workflow. */
public final class ServicesJson {

  private ServicesJson() {}

  /**
   * One object, by the services' names: of each its {@code host}, {@code port} (the first, or
   * null), {@code ports} (all, by the container's port), {@code ip}, {@code ipv6}, {@code
   * container} and {@code health}.
   */
  public static String of(List<Service> services, StepsLocation place) {
    var json = JsonTree.object();
    for (var service : services) {
      json.set(service.name(), json(service, Address.of(service, place)));
    }
    return JsonTree.write(json);
  }

  private static ObjectNode json(Service service, Address address) {
    var json = JsonTree.object().put("host", address.host());
    address.port().ifPresentOrElse(port -> json.put("port", port), () -> json.putNull("port"));
    var ports = json.putObject("ports");
    address.ports().forEach(ports::put);
    return json.put("ip", service.ip())
        .put("ipv6", service.ipv6())
        .put("container", service.container().value())
        .put("health", service.workload().health());
  }
}
