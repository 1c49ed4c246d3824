package org.dood.network.testing;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.dood.network.engine.model.Container;
import org.dood.network.engine.model.ContainerId;
import org.dood.network.engine.model.ContainerState;
import org.dood.network.engine.model.Endpoint;
import org.dood.network.engine.model.ListedContainer;
import org.dood.network.engine.model.Mount;
import org.dood.network.engine.model.Network;
import org.dood.network.engine.model.NetworkId;
import org.dood.network.engine.model.Workload;
import org.dood.network.runner.OwnContainer;
import org.dood.network.runner.RunnerLabel;
import org.dood.network.runner.Signature;
import org.dood.network.runner.StepSecret;

/** Records of the engine for tests on values. An object's id follows from its name. */
public final class EngineValues {

  private EngineValues() {}

  /** A network that has IPv4 addresses and a gateway. */
  public static Network network(String name) {
    return new Network(networkId(name), name, false, false, Map.of());
  }

  public static NetworkId networkId(String name) {
    return new NetworkId(id("network " + name));
  }

  public static ContainerId containerId(String name) {
    return new ContainerId(id("container " + name));
  }

  /** An endpoint on a network that has an IPv4 gateway. */
  public static Endpoint endpoint(String network, String... aliases) {
    return new Endpoint(
        networkId(network), network, "172.18.0.4", "", "172.18.0.1", "", List.of(aliases));
  }

  /** A running container. */
  public static Container container(String name, Endpoint... endpoints) {
    return container(name, "default", Set.of(), endpoints);
  }

  /** A running container with a network mode and labels. */
  public static Container container(
      String name, String networkMode, Set<String> labels, Endpoint... endpoints) {
    return new Container(
        containerId(name),
        name,
        "",
        "sha256:image-of-" + name,
        networkMode,
        "runc",
        labels.stream().collect(Collectors.toMap(label -> label, _ -> "")),
        List.<Mount>of(),
        List.of(endpoints),
        new Workload(ContainerState.RUNNING, Workload.UNCHECKED, List.of(), Set.of()));
  }

  /** A step's own container, started by the runner with a label on a job network. */
  public static OwnContainer ownContainer(String runnerLabel, String jobNetwork) {
    return new OwnContainer(
        container("action", jobNetwork, Set.of(runnerLabel), endpoint(jobNetwork)),
        "/home/runner/_work/_temp/_runner_file_commands");
  }

  /** A running container in a list of the engine. */
  public static ListedContainer listed(
      String name, Map<String, String> labels, String... networks) {
    var on = new LinkedHashMap<String, NetworkId>();
    Arrays.stream(networks).forEach(network -> on.put(network, networkId(network)));
    return new ListedContainer(
        containerId(name), name, "image:1", ContainerState.RUNNING, labels, List.of(), on);
  }

  /** The signature of a step in a job whose runner made a network for it. */
  public static Signature signature(String runnerLabel, String step, String jobNetwork) {
    return new Signature(
        Optional.of(new RunnerLabel(runnerLabel)),
        step,
        Optional.of(secret(step)),
        Optional.of(jobNetwork));
  }

  /** The signature of a step whose runner sets no label. */
  public static Signature signature(String step, String jobNetwork) {
    return new Signature(
        Optional.empty(), step, Optional.of(secret(step)), Optional.of(jobNetwork));
  }

  /** The secret of a step, which follows from its id. */
  public static StepSecret secret(String step) {
    return new StepSecret("%032x".formatted(Integer.toUnsignedLong(step.hashCode())));
  }

  private static String id(String object) {
    return "%08x".formatted(object.hashCode()) + "0".repeat(56);
  }
}
