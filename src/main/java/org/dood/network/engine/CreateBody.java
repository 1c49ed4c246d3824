package org.dood.network.engine;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import org.dood.network.engine.ContainerSpec.Background;
import org.dood.network.engine.ContainerSpec.OneShot;
import org.dood.network.engine.ContainerSpec.Unstarted;
import org.dood.network.engine.json.JsonTree;

/** The bodies of {@code POST /containers/create}. */
final class CreateBody {

  /** The user and group that own nothing. */
  private static final String NOBODY = "65534:65534";

  private CreateBody() {}

  static JsonNode of(ContainerSpec container) {
    return switch (container) {
      case Unstarted unstarted ->
          body(
              unstarted,
              List.of(),
              JsonTree.object().put("NetworkMode", unstarted.network().orElse("none")));
      case OneShot oneShot -> body(oneShot, oneShot.command(), hostConfig(oneShot));
      case Background background ->
          body(background, background.command(), hostConfig(background)).put("User", NOBODY);
    };
  }

  private static ObjectNode hostConfig(OneShot container) {
    var host = confined("container:" + container.networkOf());
    host.putArray("CapAdd").add("NET_ADMIN");
    return host;
  }

  private static ObjectNode hostConfig(Background container) {
    var host =
        confined(container.networkMode())
            .put("Memory", container.memory())
            .put("PidsLimit", container.processes());
    // The log is read here, so it must not go where the engine sends those of other containers.
    host.putObject("LogConfig").put("Type", "json-file").putObject("Config").put("max-size", "1m");
    return host;
  }

  /** The rights of each container that is started. */
  private static ObjectNode confined(String networkMode) {
    var host = JsonTree.object().put("NetworkMode", networkMode).put("ReadonlyRootfs", true);
    host.putArray("CapDrop").add("ALL");
    host.putArray("SecurityOpt").add("no-new-privileges");
    return host;
  }

  private static ObjectNode body(ContainerSpec container, List<String> command, ObjectNode host) {
    var body = JsonTree.object().put("Image", container.image());
    if (!command.isEmpty()) {
      command.forEach(body.putArray("Entrypoint")::add);
    }
    container.labels().forEach(body.putObject("Labels")::put);
    body.set("HostConfig", host);
    return body;
  }
}
