package org.dood.network.services;

import java.util.List;
import org.dood.network.engine.EngineFailure;

/** The result of looking for the job's services. */
public sealed interface JobServices {

  /** There was nothing to look at: the job has no network, or the runner could not be attached. */
  record NotLooked() implements JobServices {}

  /**
   * The services on the job's network.
   *
   * @param steps where steps run
   * @param services the services, by name; none if no runner made the network
   */
  record Found(StepsLocation steps, List<Service> services) implements JobServices {}

  /** The engine could not be asked. */
  record LookFailed(EngineFailure failure) implements JobServices {}
}
