package org.dood.network.services;

import java.time.Duration;
import java.util.List;
import org.dood.network.engine.EngineFailure;
import org.dood.network.inputs.RequestedService;

/** The result of waiting for services. */
public sealed interface Waiting {

  /** The workflow did not ask to wait, or there was nothing to look at. */
  record NotAsked() implements Waiting {}

  /** All services that were waited for can be used. */
  record Ready(List<AwaitedService> awaited, Duration after) implements Waiting {}

  /**
   * At least one service that was waited for cannot be used.
   *
   * @param unready the services that cannot be used
   * @param after how long was waited: less than the limit if a container has ended
   */
  record Unready(List<UnreadyService> unready, Duration after) implements Waiting {}

  /** The engine could not be asked. */
  record LookFailed(EngineFailure failure) implements Waiting {}

  /**
   * The input names a service that does not exist.
   *
   * @param request the service as the input names it
   * @param services the names of the services that exist
   */
  record NoSuchService(RequestedService request, List<String> services) implements Waiting {}

  /**
   * A service that cannot be used.
   *
   * @param lastLines the last lines that its container printed; none if they could not be read
   */
  record UnreadyService(Readiness readiness, List<String> lastLines) {}
}
