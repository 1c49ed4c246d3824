package org.dood.network.inputs;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.dood.network.engine.json.JsonTree;
import org.dood.network.engine.model.ContainerId;

/**
 * A service as the runner's context {@code job.services} has it.
 *
 * @param name its key in the workflow
 * @param container its container
 * @param network the network that the container is on; empty if the runner does not say it
 */
public record DeclaredService(String name, ContainerId container, Optional<String> network) {

  /**
   * Parses the context as JSON. The Kubernetes container hook declares services without a
   * container, which are left out.
   *
   * @return none if the text is no JSON, as with runners that do not know the context
   */
  static List<DeclaredService> parse(String json) {
    try {
      return JsonTree.read(json).propertyStream().flatMap(DeclaredService::of).toList();
    } catch (IOException e) {
      return List.of();
    }
  }

  private static Stream<DeclaredService> of(Map.Entry<String, JsonNode> entry) {
    var service = entry.getValue();
    return text(service, "id").stream()
        .map(id ->
            new DeclaredService(entry.getKey(), new ContainerId(id), text(service, "network")));
  }

  private static Optional<String> text(JsonNode service, String field) {
    return Optional.of(service.path(field).asText("")).filter(text -> !text.isEmpty());
  }
}
