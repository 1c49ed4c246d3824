package org.dood.network.services;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.dood.network.engine.Concurrently;

/** Tries whether services can be reached, all at once. */
public final class ProbeServices {

  private static final Duration PATIENCE = Duration.ofSeconds(1);

  private ProbeServices() {}

  /**
   * Whether each service whose container runs can be reached from the job's network, by its name.
   */
  public static Map<String, Reachability> of(List<Service> services) {
    return of(services, NetworkAccess.ofThisProcess());
  }

  static Map<String, Reachability> of(List<Service> services, NetworkAccess network) {
    var running = services.stream().filter(s -> s.workload().runs()).toList();
    var answers =
        Concurrently.<Service, Reachability>map(
            running,
            service -> Reachability.of(service, network),
            PATIENCE,
            /* late= */ new Reachability.NoAnswer());
    var byName = new LinkedHashMap<String, Reachability>();
    for (int i = 0; i < running.size(); i++) {
      byName.put(running.get(i).name(), answers.get(i));
    }
    return byName;
  }
}
