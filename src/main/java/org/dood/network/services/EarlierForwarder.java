package org.dood.network.services;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.dood.network.engine.model.ListedContainer;
import org.dood.network.engine.model.ObjectName;
import org.dood.network.forward.Forward;
import org.dood.network.forward.HostForwards;
import org.dood.network.runner.Signature;

/**
 * A forwarder that an earlier step of the same job started, and that still runs. It serves this
 * step too: it is removed by the post stage of the last step that uses it.
 *
 * @param container the name of its container
 * @param forwards the ports that it was to forward to services
 * @param hostPorts the ports that it was to forward to the engine's host
 */
public record EarlierForwarder(
    ObjectName container, List<Forward> forwards, List<Integer> hostPorts) {

  private static final String NAMESPACE_LABEL = Signature.PREFIX + ".namespace";
  private static final String FORWARDS_LABEL = Signature.PREFIX + ".forwards";

  /**
   * Reads the labels of a container.
   *
   * @param signature the signature of this step
   * @param steps where steps run
   * @return empty if it is not a running forwarder of the same job, or is at another localhost
   */
  public static Optional<EarlierForwarder> of(
      ListedContainer container, Signature signature, StepsLocation steps) {
    var labels = container.labels();
    return Signature.on(container)
        .filter(signature::isOfSameJobAs)
        .filter(_ -> container.state().isRunning())
        .filter(_ -> networkMode(steps).equals(labels.get(NAMESPACE_LABEL)))
        .flatMap(_ -> ObjectName.parse(container.name()))
        .map(name ->
            new EarlierForwarder(
                name,
                words(labels).flatMap(word -> Forward.parse(word).stream()).toList(),
                words(labels)
                    .flatMap(word -> HostForwards.parse(word).stream())
                    .flatMap(host -> host.ports().stream())
                    .toList()));
  }

  private static Stream<String> words(Map<String, String> labels) {
    return Stream.of(labels.getOrDefault(FORWARDS_LABEL, "").split(" "));
  }

  /** The labels by which a later step recognises a forwarder and what it forwards. */
  static Map<String, String> labels(ForwarderTask task) {
    var labels = new LinkedHashMap<String, String>();
    labels.put(NAMESPACE_LABEL, networkMode(task.steps()));
    labels.put(
        FORWARDS_LABEL,
        Stream.concat(
                task.forwards().stream().map(Forward::argument),
                task.host().stream().map(HostForwards::argument))
            .collect(Collectors.joining(" ")));
    return labels;
  }

  /** Whose network namespace a forwarder shares, and so whose localhost it listens at. */
  static String networkMode(StepsLocation steps) {
    return switch (steps) {
      case StepsLocation.OnJobNetwork(_, var namespace) -> "container:" + namespace;
      case StepsLocation.OnEngineHost(), StepsLocation.AwayFromEngine _ -> "host";
    };
  }
}
