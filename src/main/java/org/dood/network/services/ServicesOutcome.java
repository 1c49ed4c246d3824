package org.dood.network.services;

import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * What main did for the services of the job.
 *
 * @param found the services that were found, with the addresses by which steps reach them
 * @param localhost the ports of {@code localhost} that were to lead to services
 * @param hostPorts the ports of {@code localhost} that were to lead to the engine's host
 * @param forwarding the result of starting the forwarder
 * @param reachability whether each service can be reached, by its name; services that were waited
 *     for are not in it
 * @param view what steps see of the services, where that may differ
 * @param waiting the result of waiting for services
 * @param host the address at which steps reach ports that containers publish
 * @param variables the result of exporting variables for later steps
 */
public record ServicesOutcome(
    JobServices found,
    Localhost localhost,
    HostPorts hostPorts,
    Forwarding forwarding,
    Map<String, Reachability> reachability,
    StepsView view,
    Waiting waiting,
    HostAddress host,
    ExportedVariables variables) {

  /** What steps do not see of each service, though this process does. */
  public List<HiddenFromSteps> hiddenFromSteps() {
    return switch (found) {
      case JobServices.Found(_, List<Service> services) ->
          services.stream().map(this::hiddenFromSteps).toList();
      case JobServices.NotLooked _, JobServices.LookFailed _ -> List.of();
    };
  }

  /** What steps do not see of a service, though this process does. */
  public HiddenFromSteps hiddenFromSteps(Service service) {
    return view.seen(service)
        .map(seen -> HiddenFromSteps.of(seen, portsThatAccept(service)))
        .orElse(HiddenFromSteps.NOTHING);
  }

  private List<Integer> portsThatAccept(Service service) {
    var waitedFor =
        waiting instanceof Waiting.Ready(var awaited, _)
            ? awaited.stream()
                .filter(a -> a.service().container().equals(service.container()))
                .flatMap(a -> a.ports().stream())
            : Stream.<Integer>of();
    var probed =
        reachability.get(service.name()) instanceof Reachability.NameResolved(TriedPorts tried)
            ? tried.accepting().stream()
            : Stream.<Integer>of();
    return Stream.concat(waitedFor, probed).distinct().toList();
  }
}
