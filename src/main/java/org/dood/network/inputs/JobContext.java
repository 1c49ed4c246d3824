package org.dood.network.inputs;

import java.util.List;
import java.util.Optional;
import org.dood.network.engine.model.ContainerId;

/**
 * What the runner says of the job, in inputs that workflows leave as they are. It tells where to
 * look and what to call a service, and never decides what is removed.
 *
 * @param container the container that the job's steps run in; empty if they run where the runner
 *     does
 * @param network the network of the job's containers, as the runner's context {@code job.container}
 *     has it; empty with runners that do not say it
 * @param services the job's services; none with runners that do not say them
 */
public record JobContext(
    Optional<ContainerId> container, Optional<String> network, List<DeclaredService> services) {

  /** The runner says nothing of the job. */
  public static final JobContext NONE =
      new JobContext(Optional.empty(), Optional.empty(), List.of());

  /** The network of the job's services, where the runner says it of those alone. */
  Optional<String> networkOfServices() {
    return network.isPresent()
        ? Optional.empty()
        : services.stream().flatMap(service -> service.network().stream()).findFirst();
  }
}
