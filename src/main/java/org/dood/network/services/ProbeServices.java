package org.dood.network.services;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.dood.network.engine.Concurrently;

/** Tries whether services can be reached, all at once. */
public final class ProbeServices {

  private static final Duration PATIENCE = Duration.ofSeconds(1);

  private ProbeServices() {}

  /** What of each service that runs can be reached from the job's network, by its name. */
  public static Map<String, Reachability> of(List<Service> services) {
    var running = services.stream().filter(s -> s.workload().runs()).toList();
    var late = new Reachability(Reachability.NameLookup.NO_ANSWER_IN_TIME, List.of());
    var answers = Concurrently.map(running, s -> Reachability.of(s, s.tcpPorts()), PATIENCE, late);
    return IntStream.range(0, running.size())
        .boxed()
        .collect(Collectors.toMap(i -> running.get(i).name(), answers::get));
  }
}
