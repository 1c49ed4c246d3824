package org.dood.network.report;

import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.dood.network.actions.WorkflowCommand;
import org.dood.network.docker.EngineFailure;
import org.dood.network.docker.Workload;
import org.dood.network.services.Address;
import org.dood.network.services.JobServices;
import org.dood.network.services.Place;
import org.dood.network.services.Service;
import org.dood.network.services.ServicesJson;

/** Tells where steps reach the job's services: a line for each, and the output. */
public final class ServicesReport {

  private ServicesReport() {}

  /** The report of what was found. */
  public static Report of(JobServices found) {
    return switch (found) {
      case JobServices.NotLookedFor() -> report(List.of(), "{}");
      case JobServices.Unseen(EngineFailure failure) ->
          report(
              List.of(
                  WorkflowCommand.warning(
                      "The output 'services' is empty, since the services could not be looked at: "
                          + failure.inWords()
                          + ". "
                          + Remedies.engineRemedy(failure))),
              "{}");
      case JobServices.Found(Place place, List<Service> services) ->
          report(
              services.stream()
                  .map(service -> WorkflowCommand.plainLine(line(service, place)))
                  .toList(),
              ServicesJson.of(services, place));
    };
  }

  private static String line(Service service, Place place) {
    var address = Address.of(service, place);
    var ports =
        address.ports().values().stream()
            .distinct()
            .map(port -> address.host() + ":" + port)
            .collect(Collectors.joining(", "));
    return "Service %s%s: steps reach it at %s."
        .formatted(service.name(), state(service), ports.isEmpty() ? address.host() : ports);
  }

  private static String state(Service service) {
    var workload = service.workload();
    if (!workload.runs()) {
      return " (" + workload.state() + ")";
    }
    return workload.health().equals(Workload.UNCHECKED) ? "" : " (" + workload.health() + ")";
  }

  private static Report report(List<String> lines, String json) {
    return new Report(lines, Map.of("services", json), false);
  }
}
