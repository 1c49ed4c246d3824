package org.dood.network.services;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.dood.network.engine.EngineFailure;

/**
 * What steps see of the services. This process is on the job's network too, but has a network
 * namespace and a resolver of its own.
 */
public sealed interface StepsView {

  /** Nothing indicates that steps see anything else than this process. */
  record AsHere() implements StepsView {}

  /**
   * A process has looked from the network namespace of steps.
   *
   * @param byName each service whose container runs, by its name
   * @param server the server that steps ask for names; empty if it is not known
   * @param hostAnswers whether the engine's host answers at the gateway that was tried
   */
  record Seen(Map<String, ServiceAsSeen> byName, Optional<String> server, boolean hostAnswers)
      implements StepsView {}

  /**
   * Steps run in a sandbox with a network stack of its own, into which no other container can look.
   */
  record InSandbox() implements StepsView {}

  /** Steps may see something else, and it is not known what. */
  record Unknown(EngineFailure failure) implements StepsView {}

  /** What steps see of a service; empty if it is not known, or is what this process sees. */
  default Optional<ServiceAsSeen> seen(Service service) {
    return switch (this) {
      case AsHere _, InSandbox _, Unknown _ -> Optional.empty();
      case Seen(var byName, _, _) -> Optional.ofNullable(byName.get(service.name()));
    };
  }

  /**
   * The address at which steps reach published ports.
   *
   * @param gateway the gateway that was tried; empty if there was none
   * @param here the address as far as this process can tell
   */
  default HostAddress host(Optional<String> gateway, HostAddress here) {
    return switch (this) {
      case AsHere _ -> here;
      case Seen(_, _, boolean answers) ->
          gateway.map(tried -> FindHost.at(tried, answers)).orElse(here);
      case InSandbox _ -> new HostAddress.None(new HostAddress.Reason.InSandbox());
      case Unknown(EngineFailure failure) ->
          new HostAddress.None(new HostAddress.Reason.LookFailed(failure));
    };
  }

  /** The services, with the addresses by which steps reach them. */
  default List<Service> of(List<Service> services) {
    return services.stream()
        .map(s ->
            seen(s).filter(seen -> !seen.nameResolves()).isPresent() ? s.answeringByAddress() : s)
        .toList();
  }
}
